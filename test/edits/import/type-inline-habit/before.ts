import { draft, type Draft } from './post.js';
