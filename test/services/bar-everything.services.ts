import { barSuite } from '../bar/suite.js';
import { specPath } from '../covering/specs.js';

barSuite('the spec of everything on a real PostgreSQL', ['--from', specPath('everything')]);
