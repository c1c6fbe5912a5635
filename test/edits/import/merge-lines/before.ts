import {
	a, // one
	b // two
} from './modules/posts/post.routes.js';
