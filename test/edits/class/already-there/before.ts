class Post {
  'state' = 1;
}
