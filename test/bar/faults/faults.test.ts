import { expect, it } from 'vitest';
import { checks } from '../checks/index.js';
import { allFaults } from './all.js';

it('every check has a planted fault, and every fault its check', async () => {
  const faults = await allFaults();
  const items = [...new Set(faults.map(({ item }) => item))];
  expect(items.toSorted()).toEqual(checks.map(({ item }) => item).toSorted());
});
