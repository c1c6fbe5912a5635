import { restFaults } from './faults/rest.js';
import { faultSuite } from './faults/suite.js';

faultSuite('faults of the HTTP interface', restFaults);
