/*
 * Copyright
 */

import { postModule } from './modules/posts/post.routes.js';

/** Starts it. */
export function main() {}
