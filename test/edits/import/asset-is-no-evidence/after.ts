import data from './data.json' with { type: 'json' };
import { postModule } from './modules/posts/post.routes.js';
