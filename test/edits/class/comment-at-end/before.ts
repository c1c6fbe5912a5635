export class Post {
  title!: string;
  // more columns here
}
