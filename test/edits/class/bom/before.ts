class Post {
  a = 1;
}