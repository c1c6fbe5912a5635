import { expect, it } from 'vitest';
import { checks } from './checks/index.js';
import { jobChecks } from '../services/jobs/checks.js';
import { jobFaults } from '../services/jobs/faults.js';
import { allFaults } from './faults/all.js';
import { pageOf } from './page.js';

it('docs/bar.md is what the checks and faults say (npm run bar:docs)', async () => {
  const all = [...checks, ...jobChecks];
  await expect(pageOf(all, [...(await allFaults()), ...jobFaults])).toMatchFileSnapshot('../../docs/bar.md');
});
