import posts, * as all from './modules/posts/post.routes.js';
