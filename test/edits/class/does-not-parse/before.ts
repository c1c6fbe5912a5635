class Post {
