import { a } from './modules/posts/post.routes.js' with { x: 'y' };
import { postModule } from './modules/posts/post.routes.js';
