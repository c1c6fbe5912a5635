class A {
  x = 1;
}

class Post {
  y = 1;
}
