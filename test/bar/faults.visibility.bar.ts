import { faultSuite } from './faults/suite.js';
import { visibilityFaults } from './faults/visibility.js';

faultSuite('faults of rows that not everybody may read', visibilityFaults);
