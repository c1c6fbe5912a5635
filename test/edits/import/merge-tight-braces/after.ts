import {a, postModule} from './modules/posts/post.routes.js';
