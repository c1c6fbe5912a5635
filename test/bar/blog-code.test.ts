import { blog, readsCode } from './blog.js';
import { barSuite } from './suite.js';

barSuite('the blog preset, its code and packaging', blog, (item) => readsCode.test(item));
