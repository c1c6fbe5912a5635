import type { Draft } from './post.js';
import { Post } from './post.js';
