import { draft, type Post } from './post.js';
