import { coveringSuite } from './suite.js';

coveringSuite('the shop preset', ['--preset', 'shop']);
