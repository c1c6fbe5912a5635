import { speedFaults } from './faults/speed.js';
import { faultSuite } from './faults/suite.js';

faultSuite('faults of speed', speedFaults);
