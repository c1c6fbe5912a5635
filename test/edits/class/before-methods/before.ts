export class Post {
  @Column()
  title!: string;

  constructor(private readonly x: string) {}

  rename() {}
}
