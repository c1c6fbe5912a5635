import { expect, it } from 'vitest';
import { checks } from '../checks/index.js';
import { accountFaults } from './accounts.js';
import { platformFaults } from './platform.js';
import { restFaults } from './rest.js';
import { speedFaults } from './speed.js';

it('every check has a planted fault, and every fault its check', () => {
  const faults = [...accountFaults, ...restFaults, ...platformFaults, ...speedFaults];
  const items = [...new Set(faults.map(({ item }) => item))];
  expect(items.toSorted()).toEqual(checks.map(({ item }) => item).toSorted());
});
