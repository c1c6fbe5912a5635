import { Post } from './post.js';
