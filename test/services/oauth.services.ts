import { featureSuites } from './feature-suite.js';
import { oauthChecks, oauthFeatures, removePeople } from './oauth/checks.js';
import { oauthFaults } from './oauth/faults.js';

featureSuites('the blog with sign-in by a provider', {
  args: ['--features', oauthFeatures],
  checks: oauthChecks,
  faults: oauthFaults,
  empty: removePeople,
});
