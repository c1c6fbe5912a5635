import posts, { postModule } from './modules/posts/post.routes.js';
