import { blog, isOfCodeOn } from './blog.js';
import { barSuite } from './suite.js';

barSuite('the blog preset, its code and packaging', blog, isOfCodeOn('express'));
