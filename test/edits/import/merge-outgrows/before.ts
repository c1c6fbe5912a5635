import { alphaOfPosts, betaOfPosts, gammaOfPosts } from './modules/posts/post.routes.js';
