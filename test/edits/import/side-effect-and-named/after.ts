import './modules/posts/post.routes.js';
import { a, postModule } from './modules/posts/post.routes.js';
