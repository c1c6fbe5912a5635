import type { Draft } from './post.js';
