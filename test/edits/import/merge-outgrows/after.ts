import {
  alphaOfPosts,
  betaOfPosts,
  gammaOfPosts,
  postModule,
} from './modules/posts/post.routes.js';
