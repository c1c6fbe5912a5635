import { expect, it } from 'vitest';
import { can } from '../src/permissions.js';

it('grants an admin everything, and whoever has just registered nothing', () => {
  expect(can({ role: 'admin' }, 'users:read')).toBe(true);
  expect(can({ role: 'user' }, 'users:read')).toBe(false);
});
