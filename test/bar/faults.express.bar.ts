import { expressFaults } from './faults/express.js';
import { faultSuite } from './faults/suite.js';

faultSuite('faults of Express', expressFaults, 'express');
