import type { Request } from 'express';
import { describe, expect, it } from 'vitest';
import { entityTag, ifMatch, rowTag } from '../../../src/platform/http/etag.js';

const view = (row: object): unknown => ({ ...row, seen: true });
const row = { id: 1 };
const current = entityTag(JSON.stringify(view(row)));
const withOthers = rowTag(view(row), { ...row, seen: true, author: { id: 2 } });

function holds(header: string | undefined, { of = row, proxies = 0 } = {}): boolean {
  const req = { get: () => header, app: { get: () => proxies } } as unknown as Request;
  return ifMatch(req, view)(of);
}

describe('ifMatch', () => {
  it.each([
    ['no header', undefined, true],
    ['any version', '*', true],
    ['this version', current, true],
    ['this version with others', withOthers, true],
    ['this version among others', `"other", ${current}`, true],
    ['another version', '"other"', false],
    ['another version with others', withOthers.replace('"', '"x'), false],
    ['a weak tag', `W/${current}`, false],
    ['a weak tag of it with others', `W/${withOthers}`, false],
    ['no tag at all', 'nonsense', false],
    ['half a tag', current.slice(1), false],
    ['nothing', '', false],
  ])('of %s', (_what, header, expected) => {
    expect(holds(header)).toBe(expected);
  });

  it('is about the row it is asked for', () => {
    expect(holds(current, { of: { id: 2 } })).toBe(false);
    expect(holds(withOthers, { of: { id: 2 } })).toBe(false);
  });

  it('takes a tag that a proxy made weak for the strong one it was', () => {
    for (const tag of [current, withOthers, `W/${current}`, `"other", W/${withOthers}`]) {
      expect(holds(tag, { proxies: 1 })).toBe(true);
    }
    expect(holds('W/"other"', { proxies: 1 })).toBe(false);
  });
});

describe('rowTag', () => {
  it('is that of the row where nothing comes with it', () => {
    expect(rowTag(view(row), view(row))).toBe(current);
  });

  it('is another for what else comes with it', () => {
    const others = rowTag(view(row), { ...row, seen: true, author: { id: 3 } });
    expect(new Set([current, withOthers, others]).size).toBe(3);
  });
});
