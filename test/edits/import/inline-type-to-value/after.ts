import { draft, Post } from './post.js';
