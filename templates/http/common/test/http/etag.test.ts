import type { Request } from 'express';
import { describe, expect, it } from 'vitest';
import { entityTag, ifMatch } from '../../src/http/etag.js';

const view = (row: object): unknown => ({ ...row, seen: true });
const row = { id: 1 };
const current = entityTag(JSON.stringify(view(row)));

function holds(header: string | undefined, of: object = row): boolean {
  return ifMatch({ get: () => header } as unknown as Request, view)(of);
}

describe('ifMatch', () => {
  it.each([
    ['no header', undefined, true],
    ['any version', '*', true],
    ['this version', current, true],
    ['this version among others', `"other", ${current}`, true],
    ['another version', '"other"', false],
    ['a weak tag', `W/${current}`, false],
    ['no tag at all', 'nonsense', false],
    ['nothing', '', false],
  ])('of %s', (_what, header, expected) => {
    expect(holds(header)).toBe(expected);
  });

  it('is about the row it is asked for', () => {
    expect(holds(current, { id: 2 })).toBe(false);
  });
});
