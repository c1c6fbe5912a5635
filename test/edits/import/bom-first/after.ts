import { postModule } from './modules/posts/post.routes.js';

const a = 1;
