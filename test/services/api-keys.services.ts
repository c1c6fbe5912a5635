import { apiKeyChecks, removeKeys } from './api-keys/checks.js';
import { apiKeyFaults } from './api-keys/faults.js';
import { featureSuites } from './feature-suite.js';

featureSuites('the blog with API keys', {
  args: ['--features', 'auth-jwt,openapi,api-keys'],
  checks: apiKeyChecks,
  faults: apiKeyFaults,
  empty: removeKeys,
});
