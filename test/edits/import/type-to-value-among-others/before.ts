import type { Draft, Post, Tag as T } from './post.js';
