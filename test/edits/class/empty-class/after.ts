export class Post {
  @OneToMany(() => Comment, (comment) => comment.post)
  comments?: Relation<Comment[]>;
}
