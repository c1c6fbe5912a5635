import { postModule } from './modules/posts/post.routes';

export * from './a';
