import { draft, type Draft, type Post } from './post.js';
