import { featureSuites } from './feature-suite.js';
import { idempotencyChecks, removeAnswers } from './idempotency/checks.js';
import { idempotencyFaults } from './idempotency/faults.js';

featureSuites('the blog with idempotency keys', {
  args: ['--features', 'auth-jwt,openapi,api-keys,idempotency'],
  checks: idempotencyChecks,
  faults: idempotencyFaults,
  empty: removeAnswers,
});
