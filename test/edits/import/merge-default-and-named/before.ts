import posts, { a } from './modules/posts/post.routes.js';
