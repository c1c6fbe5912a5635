import { draft } from './draft.js';
import type { Post } from './post.js';
