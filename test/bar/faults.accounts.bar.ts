import { accountFaults } from './faults/accounts.js';
import { faultSuite } from './faults/suite.js';

faultSuite('faults of configuration and accounts', accountFaults);
