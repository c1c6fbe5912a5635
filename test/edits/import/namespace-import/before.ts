import * as posts from './modules/posts/post.routes.js';
