import { draft } from './post.js';
import type { Draft } from './post.js';
