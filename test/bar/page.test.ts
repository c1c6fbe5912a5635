import { expect, it } from 'vitest';
import { checks } from './checks/index.js';
import { accountChecks } from '../services/accounts/checks.js';
import { accountFaults } from '../services/accounts/faults.js';
import { actionChecks } from '../services/actions/checks.js';
import { actionFaults } from '../services/actions/faults.js';
import { apiKeyChecks } from '../services/api-keys/checks.js';
import { apiKeyFaults } from '../services/api-keys/faults.js';
import { idempotencyChecks } from '../services/idempotency/checks.js';
import { idempotencyFaults } from '../services/idempotency/faults.js';
import { oauthChecks } from '../services/oauth/checks.js';
import { oauthFaults } from '../services/oauth/faults.js';
import { jobChecks } from '../services/jobs/checks.js';
import { jobFaults } from '../services/jobs/faults.js';
import { mailChecks } from '../services/mail/checks.js';
import { mailFaults } from '../services/mail/faults.js';
import { cookieChecks } from '../services/sessions/checks.js';
import { cookieFaults } from '../services/sessions/faults.js';
import { shopChecks } from '../services/shop/checks.js';
import { shopFaults } from '../services/shop/faults.js';
import { reportChecks } from '../services/shop/report-checks.js';
import { allFaults } from './faults/all.js';
import { pageOf } from './page.js';

it('docs/bar.md is what the checks and faults say (npm run bar:docs)', async () => {
  const all = [
    ...checks,
    ...jobChecks,
    ...mailChecks,
    ...accountChecks,
    ...cookieChecks,
    ...apiKeyChecks,
    ...idempotencyChecks,
    ...oauthChecks,
    ...actionChecks,
    ...shopChecks,
    ...reportChecks,
  ];
  const faults = [
    ...(await allFaults()),
    ...jobFaults,
    ...mailFaults,
    ...accountFaults,
    ...cookieFaults,
    ...apiKeyFaults,
    ...idempotencyFaults,
    ...oauthFaults,
    ...actionFaults,
    ...shopFaults,
  ];
  await expect(pageOf(all, faults)).toMatchFileSnapshot('../../docs/bar.md');
});
