import { nestFaults } from './faults/nest.js';
import { faultSuite } from './faults/suite.js';

faultSuite('faults of NestJS', nestFaults, 'nest');
