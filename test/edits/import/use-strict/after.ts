'use strict';
import { postModule } from './modules/posts/post.routes.js';

main();
