import { draft, type Draft } from './draft.js';
import type { Post } from './post.js';
