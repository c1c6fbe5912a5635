import { connectionFaults } from './faults/connections.js';
import { loadFaults } from './faults/load.js';
import { speedFaults } from './faults/speed.js';
import { faultSuite } from './faults/suite.js';

faultSuite('faults of speed and load', [...speedFaults, ...loadFaults, ...connectionFaults]);
