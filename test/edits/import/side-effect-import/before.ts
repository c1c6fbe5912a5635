import './modules/posts/post.routes.js';
