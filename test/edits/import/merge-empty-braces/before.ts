import {} from './modules/posts/post.routes.js';
