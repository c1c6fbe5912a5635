import { coveringSuite } from './suite.js';

coveringSuite('the blank preset', ['--preset', 'blank']);
