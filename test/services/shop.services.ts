import { featureSuites } from './feature-suite.js';
import { emptyShop, shopChecks } from './shop/checks.js';
import { reportChecks } from './shop/report-checks.js';
import { shopFaults } from './shop/faults.js';

featureSuites('the shop', {
  preset: 'shop',
  args: [],
  checks: [...shopChecks, ...reportChecks],
  faults: shopFaults,
  empty: emptyShop,
});
