import { describe, expect, it } from 'vitest';
import { AppError, found, unknownReference } from '../../src/platform/errors.js';
import type { Actor } from '../../src/platform/http/actor.js';
import { requireAdmin, requirePermission } from '../../src/platform/authorization.js';
import { requireOwner, requireVisible, signedIn } from '../../src/modules/auth/access.js';
import { checkPrecondition } from '../../src/platform/precondition.js';

const owner: Actor = { id: 'owner', role: 'user', sessionId: 'a' };
const other: Actor = { id: 'other', role: 'user', sessionId: 'b' };
const admin: Actor = { id: 'admin', role: 'admin', sessionId: 'c' };

function kindOf(work: () => unknown): string {
  try {
    work();
    return 'fine';
  } catch (error) {
    return error instanceof AppError ? error.kind : String(error);
  }
}

describe('access', () => {
  it('that needs somebody is for whoever has signed in', () => {
    expect(signedIn(owner)).toBe(owner);
    expect(kindOf(() => signedIn(undefined))).toBe('unauthenticated');
  });

  it.each([
    ['its owner', owner, ['forbidden', 'forbidden', 'fine', 'fine']],
    ['another user', other, ['forbidden', 'forbidden', 'forbidden', 'not-found']],
    ['an admin', admin, ['fine', 'fine', 'fine', 'fine']],
  ])('to a row is decided for %s', (_who, actor, kinds) => {
    expect([
      kindOf(() => requireAdmin(actor)),
      kindOf(() => requirePermission(actor, 'users:read')),
      kindOf(() => requireOwner(actor, 'users:read', 'owner')),
      kindOf(() => requireVisible(actor, 'users:read', 'owner', 'note')),
    ]).toEqual(kinds);
  });

  it('that is refused says who it is for', () => {
    expect(() => signedIn(undefined)).toThrow(/Sign in/);
    expect(() => requireAdmin(owner)).toThrow(/admin/);
    expect(() => requirePermission(owner, 'users:read')).toThrow(/users:read/);
    expect(() => requireOwner(other, 'users:read', 'owner')).toThrow(/owner/);
  });

  it('that is refused to a private row sounds like a row that is not there', () => {
    const hidden = new AppError('not-found', 'There is no note with this id.');
    expect(() => requireVisible(other, 'users:read', 'owner', 'note')).toThrow(hidden);
    expect(() => found(null, 'note')).toThrow(hidden);
  });
});

describe('an expected failure', () => {
  it('is not found where there is nothing, and only there', () => {
    for (const value of [0, '', false]) expect(found(value, 'row')).toBe(value);
    for (const value of [null, undefined])
      expect(kindOf(() => found(value, 'row'))).toBe('not-found');
  });

  it('names the field that points at nothing', () => {
    const { kind, errors } = unknownReference('tagIds', 'tag');
    expect([kind, errors]).toEqual([
      'unprocessable',
      [{ field: 'tagIds', message: 'There is no such tag.' }],
    ]);
  });

  it('is a precondition that the row no longer meets', () => {
    const isFirst = (row: { version: number }): boolean => row.version === 1;
    expect(kindOf(() => checkPrecondition({ version: 1 }, isFirst))).toBe('fine');
    expect(kindOf(() => checkPrecondition({ version: 2 }, isFirst))).toBe('precondition-failed');
  });
});
