import { builtIns } from '../../src/cli/planning/load-built-ins.js';
import { featureSuite } from './feature-suite.js';
import { emptyOutbox, mailChecks } from './mail/checks.js';
import { mailFaults } from './mail/faults.js';
import { plantMail } from './mail/probe.js';

for (const [index, framework] of (await builtIns.adapters('http')).entries())
  featureSuite(`the blog with mail on ${framework}`, {
    args: ['--features', 'auth-jwt,openapi,jobs,mail', '--framework', framework],
    checks: mailChecks,
    // What they are planted in is the same on every framework.
    faults: index === 0 ? mailFaults : [],
    prepare: plantMail,
    empty: emptyOutbox,
  });
