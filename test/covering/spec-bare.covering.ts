import { specPath } from './specs.js';
import { coveringSuite } from './suite.js';

coveringSuite('the bare spec', ['--from', specPath('bare')]);
