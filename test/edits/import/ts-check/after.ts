// @ts-check

import { postModule } from './modules/posts/post.routes.js';

export function main() {}
