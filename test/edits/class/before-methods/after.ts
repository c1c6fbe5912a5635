export class Post {
  @Column()
  title!: string;

  @OneToMany(() => Comment, (comment) => comment.post)
  comments?: Relation<Comment[]>;

  constructor(private readonly x: string) {}

  rename() {}
}
