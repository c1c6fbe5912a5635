import { accountChecks, emptyOutbox } from './accounts/checks.js';
import { accountFaults } from './accounts/faults.js';
import { featureSuites } from './feature-suite.js';

featureSuites('the blog with accounts by e-mail', {
  args: ['--features', 'auth-jwt,openapi,jobs,mail,accounts-email'],
  checks: accountChecks,
  faults: accountFaults,
  empty: emptyOutbox,
});
