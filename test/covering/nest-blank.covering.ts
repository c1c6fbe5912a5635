import { coveringSuite } from './suite.js';

coveringSuite('the blank preset, on NestJS', ['--framework', 'nest', '--preset', 'blank']);
