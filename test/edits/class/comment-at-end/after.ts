export class Post {
  title!: string;
  @Column({ type: 'varchar' })
  state = 'draft';
  // more columns here
}
