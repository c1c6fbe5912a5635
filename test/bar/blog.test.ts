import { barSuite } from './suite.js';

barSuite('the blog preset', ['--preset', 'blog']);
