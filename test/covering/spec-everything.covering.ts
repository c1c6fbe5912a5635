import { specPath } from './specs.js';
import { coveringSuite } from './suite.js';

coveringSuite('the everything spec', ['--from', specPath('everything')]);
