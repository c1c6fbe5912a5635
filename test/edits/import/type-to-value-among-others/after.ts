import { type Draft, Post, type Tag as T } from './post.js';
