@Entity()
export class Post {
  @Column()
  title!: string; // t

  @OneToMany(() => Comment, (comment) => comment.post)
  comments?: Relation<Comment[]>;
}
