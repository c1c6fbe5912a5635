import { b } from './b.js';
import { postModule } from './modules/posts/post.routes.js';
