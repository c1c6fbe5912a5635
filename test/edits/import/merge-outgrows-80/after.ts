import { alphaOfPosts, postModule } from './modules/posts/post.routes.js';
