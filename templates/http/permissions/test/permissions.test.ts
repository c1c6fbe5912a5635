import { expect, it } from 'vitest';
import { can } from '../src/permissions.js';

it('grants an admin everything, and whoever has just registered nothing', () => {
  expect(can({ role: 'admin' }, 'users:read')).toBe(true);
  expect(can({ role: 'user' }, 'users:read')).toBe(false);
});

it('grants within scopes what the role grants, and no more', () => {
  expect(can({ role: 'admin', scopes: ['users:read'] }, 'users:read')).toBe(true);
  expect(can({ role: 'admin', scopes: [] }, 'users:read')).toBe(false);
  expect(can({ role: 'user', scopes: ['*'] }, 'users:read')).toBe(false);
});
