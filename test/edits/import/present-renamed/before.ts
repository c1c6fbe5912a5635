import { postModule as posts } from './modules/posts/post.routes';
