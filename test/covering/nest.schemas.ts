import { schemasSuite } from './schemas-suite.js';

schemasSuite('nest');
