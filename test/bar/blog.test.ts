import { blog, readsCode } from './blog.js';
import { barSuite } from './suite.js';

barSuite('the blog preset, running', blog, (item) => !readsCode.test(item));
