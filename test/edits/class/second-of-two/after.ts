class A {
  x = 1;
}

class Post {
  y = 1;
  @Column({ type: 'varchar' })
  state = 'draft';
}
