import { featureSuites } from './feature-suite.js';
import { cookieChecks, withoutSessions } from './sessions/checks.js';
import { cookieFaults } from './sessions/faults.js';

featureSuites('the blog with sessions in cookies', {
  args: ['--features', 'auth-sessions,openapi'],
  checks: cookieChecks,
  faults: cookieFaults,
  empty: withoutSessions,
});
