a();
register('posts', posts);
