@Entity()
export class Post {
  @Column()
  title!: string; // t
}
