import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/platform/http/actor.js';
import { permissionFor, requireScope } from '../../../src/platform/http/scope.js';

const actor: Actor = { id: 'somebody', role: 'admin' };

describe('what an operation is about', () => {
  it.each([
    ['get', '/users'],
    ['GET', '/users/:id'],
    ['HEAD', '/users/:id'],
    ['get', '/users/by-name/:name'],
  ])('is said by %s %s', (method, path) => {
    expect(permissionFor(method, path)).toBe('users:read');
  });

  it('is said by what is done with a row', () => {
    expect(permissionFor('post', '/users/:id/read')).toBe('users:read');
  });

  it.each([
    ['post', '/users/:id'],
    ['post', '/users/:id/publish'],
    ['post', '/users/:id/read/twice'],
    ['put', '/users'],
    ['delete', '/users/:id'],
    ['get', '/users/:id/secrets'],
    ['get', '/users/:name'],
    ['get', '/nothing'],
    ['get', '/'],
    ['constructor', '/users'],
  ])('is not said by %s %s', (method, path) => {
    expect(permissionFor(method, path)).toBeUndefined();
  });
});

describe('scopes', () => {
  const call = (path: string, scopes?: Actor['scopes']) => () =>
    requireScope(scopes ? { ...actor, scopes } : actor, 'get', path);

  it.each([[['users:read']], [['users:*']], [['*:read']], [['*']]] as const)(
    'open what %s is about',
    (scopes) => {
      expect(call('/users', scopes)).not.toThrow();
      expect(call('/auth/me', scopes)).toThrow(/no scope/);
    },
  );

  it('open nothing else', () => {
    expect(call('/users', [])).toThrow(/needs the scope users:read/);
    expect(call('/users', ['*:update'])).toThrow(/needs the scope users:read/);
  });

  it('are asked of nobody who has none', () => {
    expect(call('/auth/me')).not.toThrow();
  });
});
