import { linkedListFaults } from './faults/linked-lists.js';
import { lookupFaults } from './faults/lookups.js';
import { faultSuite } from './faults/suite.js';

faultSuite('faults of rows that are found by a field', [...lookupFaults, ...linkedListFaults]);
