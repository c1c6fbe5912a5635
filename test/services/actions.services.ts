import { actionArgs, actionChecks, removeTickets } from './actions/checks.js';
import { actionFaults } from './actions/faults.js';
import { featureSuites } from './feature-suite.js';

featureSuites('the blog with actions', {
  args: actionArgs,
  checks: actionChecks,
  faults: actionFaults,
  empty: removeTickets,
});
