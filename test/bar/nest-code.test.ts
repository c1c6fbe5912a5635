import { isOfCodeOn, nestBlog } from './blog.js';
import { barSuite } from './suite.js';

barSuite('the blog preset on NestJS, its code and packaging', nestBlog, isOfCodeOn('nest'));
