import { featureSuites } from './feature-suite.js';
import { emptyOutbox, mailChecks } from './mail/checks.js';
import { mailFaults } from './mail/faults.js';
import { plantMail } from './mail/probe.js';

featureSuites('the blog with mail', {
  args: ['--features', 'auth-jwt,openapi,jobs,mail'],
  checks: mailChecks,
  faults: mailFaults,
  prepare: plantMail,
  empty: emptyOutbox,
});
