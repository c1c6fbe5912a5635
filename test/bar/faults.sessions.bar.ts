import { sessionFaults } from './faults/sessions.js';
import { faultSuite } from './faults/suite.js';

faultSuite('faults of sessions and of guessing', sessionFaults);
