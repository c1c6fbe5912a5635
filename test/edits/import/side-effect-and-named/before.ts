import './modules/posts/post.routes.js';
import { a } from './modules/posts/post.routes.js';
