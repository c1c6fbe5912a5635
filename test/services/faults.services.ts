import { raceFaults } from '../bar/faults/races.js';
import { faultSuite } from '../bar/faults/suite.js';

faultSuite('races, on a real PostgreSQL', raceFaults);
