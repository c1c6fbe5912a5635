import posts from './modules/posts/post.routes.js';
