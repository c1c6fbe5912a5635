import { a } from './a.js';
import { postModule } from './modules/posts/post.routes.js'; run(a)
const b = 1
const c = 2
