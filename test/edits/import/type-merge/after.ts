import { draft } from './post.js';
import type { Draft, Post } from './post.js';
