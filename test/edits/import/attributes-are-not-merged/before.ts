import { a } from './modules/posts/post.routes.js' with { x: 'y' };
