import { postModule } from './modules/posts/index.js';
