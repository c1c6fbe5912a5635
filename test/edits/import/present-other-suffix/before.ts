import { postModule } from './modules/posts/post.routes.ts';
