export class Post {
  // makes one
  constructor() {}
}
