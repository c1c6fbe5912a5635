import posts, * as all from './modules/posts/post.routes.js';
import { postModule } from './modules/posts/post.routes.js';
