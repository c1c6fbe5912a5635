import {
	a, // one
	b, // two
	postModule
} from './modules/posts/post.routes.js';
