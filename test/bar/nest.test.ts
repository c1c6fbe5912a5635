import { isOfRunning, nestBlog } from './blog.js';
import { barSuite } from './suite.js';

barSuite('the blog preset on NestJS, running', nestBlog, isOfRunning);
