import { builtIns } from '../../src/cli/planning/load-built-ins.js';
import { featureSuite } from './feature-suite.js';
import { cookieChecks, withoutSessions } from './sessions/checks.js';
import { cookieFaults } from './sessions/faults.js';

for (const [index, framework] of (await builtIns.adapters('http')).entries())
  featureSuite(`the blog with sessions in cookies on ${framework}`, {
    args: ['--features', 'auth-sessions,openapi', '--framework', framework],
    checks: cookieChecks,
    // What they are planted in is the same on every framework.
    faults: index === 0 ? cookieFaults : [],
    empty: withoutSessions,
  });
