import { expect, it } from 'vitest';
import { checks } from './checks/index.js';
import { allFaults } from './faults/all.js';
import { pageOf } from './page.js';

it('docs/bar.md is what the checks and faults say (npm run bar:docs)', async () => {
  await expect(pageOf(checks, await allFaults())).toMatchFileSnapshot('../../docs/bar.md');
});
