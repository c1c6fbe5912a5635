import { builtIns } from '../../src/cli/planning/load-built-ins.js';
import { apiKeyChecks, removeKeys } from './api-keys/checks.js';
import { apiKeyFaults } from './api-keys/faults.js';
import { featureSuite } from './feature-suite.js';

for (const [index, framework] of (await builtIns.adapters('http')).entries())
  featureSuite(`the blog with API keys on ${framework}`, {
    args: ['--features', 'auth-jwt,openapi,api-keys', '--framework', framework],
    checks: apiKeyChecks,
    // Most of what they are planted in is the same on every framework.
    faults: apiKeyFaults.filter(({ on }) => (on === undefined ? index === 0 : on === framework)),
    empty: removeKeys,
  });
