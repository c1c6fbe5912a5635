import { specPath } from './specs.js';
import { coveringSuite } from './suite.js';

coveringSuite('every kind of field, on NestJS', ['--framework', 'nest', '--from', specPath('everything')]);
