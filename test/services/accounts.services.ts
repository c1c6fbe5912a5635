import { builtIns } from '../../src/cli/planning/load-built-ins.js';
import { accountChecks, emptyOutbox } from './accounts/checks.js';
import { accountFaults } from './accounts/faults.js';
import { featureSuite } from './feature-suite.js';

for (const [index, framework] of (await builtIns.adapters('http')).entries())
  featureSuite(`the blog with accounts by e-mail on ${framework}`, {
    args: ['--features', 'auth-jwt,openapi,jobs,mail,accounts-email', '--framework', framework],
    checks: accountChecks,
    // What they are planted in is the same on every framework.
    faults: index === 0 ? accountFaults : [],
    empty: emptyOutbox,
  });
