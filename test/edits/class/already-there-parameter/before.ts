class Post {
  constructor(private readonly state: string) {}
}
