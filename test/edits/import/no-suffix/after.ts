import { b } from './b';
import { postModule } from './modules/posts/post.routes';
