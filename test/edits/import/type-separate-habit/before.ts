import { draft } from './post.js';
import type { A } from './a.js';
