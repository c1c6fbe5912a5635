import { platformFaults } from './faults/platform.js';
import { faultSuite } from './faults/suite.js';

faultSuite('faults of the platform', platformFaults);
