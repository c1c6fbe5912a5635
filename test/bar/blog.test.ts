import { blog, isOfRunning } from './blog.js';
import { barSuite } from './suite.js';

barSuite('the blog preset, running', blog, isOfRunning);
