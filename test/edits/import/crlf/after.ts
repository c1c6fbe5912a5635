import { b } from './b.js'; // b
import { postModule } from './modules/posts/post.routes.js';

run();
