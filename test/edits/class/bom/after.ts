class Post {
  a = 1;
  @Column({ type: 'varchar' })
  state = 'draft';
}