import { specPath } from './specs.js';
import { coveringSuite } from './suite.js';

coveringSuite('the plain spec', ['--from', specPath('plain')]);
