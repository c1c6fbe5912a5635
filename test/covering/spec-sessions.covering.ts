import { specPath } from './specs.js';
import { coveringSuite } from './suite.js';

coveringSuite('people who sign in with a cookie alone', ['--from', specPath('sessions')]);
