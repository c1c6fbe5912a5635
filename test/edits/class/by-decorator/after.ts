class A {
  x = 1;
}

@orm.Entity('posts')
class Article {
  y = 1;
  @Column({ type: 'varchar' })
  state = 'draft';
}
