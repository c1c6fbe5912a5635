import { coveringSuite } from './suite.js';

coveringSuite('the blog preset', ['--preset', 'blog']);
