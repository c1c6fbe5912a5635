import { beforeEach, describe, expect, it } from 'vitest';
import { SharedStorage } from '../../src/redis/shared-storage.js';

const WINDOW_MS = 60_000;
const LIMIT = 2;

/** Counts as Redis does, and is gone when a test says so. */
let counts: Map<string, number>;
let isUp: boolean;
beforeEach(() => {
  counts = new Map();
  isUp = true;
});

async function hit(key: string, windowMs: number) {
  if (!isUp) throw new Error('gone');
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count);
  return { count, leftMs: windowMs };
}

const storage = (): SharedStorage => new SharedStorage('api:limit', hit);
const increment = (of: SharedStorage, key: string) =>
  of.increment(key, WINDOW_MS, LIMIT, WINDOW_MS, 'default');
const hits = async (of: SharedStorage, key: string): Promise<number> =>
  (await increment(of, key)).totalHits;

describe('a shared storage', () => {
  it('counts together with the others', async () => {
    const [one, other] = [storage(), storage()];
    expect([await hits(one, 'a'), await hits(other, 'a'), await hits(one, 'a')]).toEqual([1, 2, 3]);
    expect(await hits(one, 'b')).toBe(1);
  });

  it('blocks what is over the limit, and tells until when', async () => {
    const one = storage();
    expect(await increment(one, 'a')).toMatchObject({ isBlocked: false, timeToExpire: 60 });
    expect(await increment(one, 'a')).toMatchObject({ isBlocked: false, timeToBlockExpire: 0 });
    expect(await increment(one, 'a')).toMatchObject({ isBlocked: true, timeToBlockExpire: 60 });
  });

  it('keeps no address', async () => {
    await increment(storage(), 'requests:203.0.113.7');
    expect([...counts.keys()]).toEqual([expect.stringMatching(/^api:limit:[\w-]{43}$/)]);
  });

  it('counts for itself without Redis, and together with the others again afterwards', async () => {
    const one = storage();
    expect([await hits(one, 'a'), await hits(one, 'a')]).toEqual([1, 2]);
    isUp = false;
    expect([await hits(one, 'a'), await hits(one, 'a')]).toEqual([1, 2]);
    expect(await increment(one, 'a')).toMatchObject({ isBlocked: true });
    isUp = true;
    expect(await hits(one, 'a')).toBe(3);
  });
});
