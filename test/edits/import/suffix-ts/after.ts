import { b } from './b.ts';
import { postModule } from './modules/posts/post.routes.ts';
