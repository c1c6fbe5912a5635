import { QueryFailedError } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { constraintError, describeError } from '../../src/database/errors.js';

function refused(driver: object, query = 'INSERT INTO "posts" …'): QueryFailedError {
  return new QueryFailedError(
    query,
    ['hush@example.com'],
    Object.assign(new Error('hush'), driver),
  );
}

describe('constraintError', () => {
  const posts = { table: 'posts' };
  it.each([
    [
      'a unique value',
      { ...posts, code: '23505', constraint: 'posts_slug_key' },
      'conflict',
      'slug',
    ],
    [
      'a reference to nothing',
      { ...posts, code: '23503', constraint: 'posts_author_id_fkey' },
      'unprocessable',
      'authorId',
    ],
    [
      'a missing value',
      { ...posts, code: '23502', column: 'created_at' },
      'unprocessable',
      'createdAt',
    ],
    [
      'a check',
      { ...posts, code: '23514', constraint: 'posts_status_check' },
      'unprocessable',
      'status',
    ],
    ['text that is no uuid', { code: '22P02' }, 'unprocessable', undefined],
    ['a statement timeout', { code: '57014' }, 'unavailable', undefined],
    ['a lock timeout', { code: '55P03' }, 'unavailable', undefined],
    ['a transaction that stood idle', { code: '25P03' }, 'unavailable', undefined],
    ['a server that stops', { code: '57P01' }, 'unavailable', undefined],
  ])('knows %s', (_what, driver, kind, field) => {
    const error = constraintError(refused(driver));
    expect(error?.kind).toBe(kind);
    expect(error?.errors.map((entry) => entry.field)).toEqual(field === undefined ? [] : [field]);
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
