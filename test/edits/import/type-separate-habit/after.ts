import { draft } from './post.js';
import type { A } from './a.js';
import type { Post } from './post.js';
