import { alphaOfPosts } from './modules/posts/post.routes.js';
