@Entity()
export class Post {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column()
  title!: string;

  @OneToMany(() => Comment, (comment) => comment.post)
  comments?: Relation<Comment[]>;
}
