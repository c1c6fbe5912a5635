import type { Post } from './post.js';
