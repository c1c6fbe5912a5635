import { QueryFailedError } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { constraintError, describeError } from '../../../src/platform/database/errors.js';

function refused(driver: object, query = 'INSERT INTO "posts" …'): QueryFailedError {
  return new QueryFailedError(
    query,
    ['hush@example.com'],
    Object.assign(new Error('hush'), driver),
  );
}

describe('constraintError', () => {
  it.each([
    ['a unique value', { code: '23505' }, 'conflict'],
    ['a reference to nothing', { code: '23503' }, 'unprocessable'],
    ['a missing value', { code: '23502', column: 'created_at' }, 'unprocessable'],
    ['a check', { code: '23514' }, 'unprocessable'],
    ['text that is no uuid', { code: '22P02' }, 'unprocessable'],
    ['a statement timeout', { code: '57014' }, 'unavailable'],
    ['a lock timeout', { code: '55P03' }, 'unavailable'],
    ['a transaction that stood idle', { code: '25P03' }, 'unavailable'],
    ['a server that stops', { code: '57P01' }, 'unavailable'],
  ])('knows %s', (_what, driver, kind) => {
    const error = constraintError(refused({ ...driver, table: 'no_entity' }));
    expect(error?.kind).toBe(kind);
    expect(error?.errors).toEqual([]);
    expect(error?.message).not.toContain('hush');
  });

  it('tells a parent in use from a reference to nothing', () => {
    const error = constraintError(refused({ code: '23503' }, 'DELETE FROM "users" …'));
    expect(error?.kind).toBe('conflict');
  });

  it.each([
    ['no connection', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
    [
      'none of several addresses',
      new AggregateError([Object.assign(new Error(), { code: 'ECONNREFUSED' })]),
    ],
    ['a full pool', new Error('timeout exceeded when trying to connect')],
  ])('knows %s', (_what, error) => {
    expect(constraintError(error)?.kind).toBe('unavailable');
  });

  it('leaves our own mistakes to be reported as such', () => {
    expect(constraintError(refused({ code: '42703' }))).toBeUndefined();
    expect(constraintError(new Error('x'))).toBeUndefined();
    expect(constraintError('x')).toBeUndefined();
  });
});

describe('describeError', () => {
  it('tells of a statement neither its parameters nor the row it met', () => {
    const error = refused({ code: '23505', detail: 'Key (email)=(hush@example.com) exists' });
    const text = JSON.stringify(describeError(error));
    expect(text).toContain('23505');
    expect(text).toContain('errors.test.ts');
    expect(text).not.toContain('hush');
  });
});
