register('posts', posts);
