import { featureSuites } from './feature-suite.js';
import { emptyQueues, jobChecks } from './jobs/checks.js';
import { jobFaults } from './jobs/faults.js';
import { plantProbe } from './jobs/probe.js';

featureSuites('the blog with jobs', {
  args: ['--features', 'auth-jwt,openapi,jobs'],
  checks: jobChecks,
  faults: jobFaults,
  prepare: plantProbe,
  empty: emptyQueues,
});
