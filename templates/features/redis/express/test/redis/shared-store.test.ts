import type { Options } from 'express-rate-limit';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Counter, SharedStore } from '../../src/redis/shared-store.js';

/** Counts as Redis does, and is gone when a test says so. */
class FakeRedis implements Counter {
  readonly counts = new Map<string, number>();
  isUp = true;

  async hit(key: string, windowMs: number) {
    return { count: this.#add(key, 1), leftMs: windowMs };
  }

  async takeBack(key: string) {
    return this.#add(key, -1);
  }

  async forget(key: string) {
    this.#add(key, 0);
    this.counts.delete(key);
  }

  #add(key: string, count: number): number {
    if (!this.isUp) throw new Error('gone');
    const sum = (this.counts.get(key) ?? 0) + count;
    this.counts.set(key, sum);
    return sum;
  }
}

let redis: FakeRedis;
beforeEach(() => void (redis = new FakeRedis()));

function storeOf(name: string): SharedStore {
  const store = new SharedStore(`api:limit:${name}`, redis);
  store.init({ windowMs: 60_000 } as Options);
  return store;
}

const hits = async (store: SharedStore, key: string): Promise<number> =>
  (await store.increment(key)).totalHits;

describe('a shared store', () => {
  it('counts together with the others of its name', async () => {
    const [one, other, elsewhere] = [storeOf('login'), storeOf('login'), storeOf('register')];
    expect([await hits(one, 'a'), await hits(other, 'a'), await hits(one, 'a')]).toEqual([1, 2, 3]);
    expect([await hits(one, 'b'), await hits(elsewhere, 'a')]).toEqual([1, 1]);
  });

  it('tells when its count ends', async () => {
    const { resetTime } = await storeOf('login').increment('a');
    const leftMs = Number(resetTime) - Date.now();
    expect(leftMs).toBeGreaterThan(58_000);
    expect(leftMs).toBeLessThanOrEqual(60_000);
  });

  it('keeps no address', async () => {
    await storeOf('login').increment('203.0.113.7');
    const [key] = redis.counts.keys();
    expect(key).toMatch(/^api:limit:login:[\w-]{43}$/);
  });

  it('takes back, and forgets', async () => {
    const store = storeOf('login');
    await store.increment('a');
    await store.increment('a');
    await store.decrement('a');
    expect(await hits(store, 'a')).toBe(2);
    await store.resetKey('a');
    expect(await hits(store, 'a')).toBe(1);
  });
});

describe('without Redis, a shared store', () => {
  it('counts for itself, and together with the others again afterwards', async () => {
    const store = storeOf('login');
    expect([await hits(store, 'a'), await hits(store, 'a')]).toEqual([1, 2]);
    redis.isUp = false;
    expect([await hits(store, 'a'), await hits(store, 'a')]).toEqual([1, 2]);
    redis.isUp = true;
    expect(await hits(store, 'a')).toBe(3);
  });

  it('takes back, and forgets, what it counted for itself', async () => {
    const store = storeOf('login');
    redis.isUp = false;
    await store.increment('a');
    await store.increment('a');
    await store.decrement('a');
    expect(await hits(store, 'a')).toBe(2);
    await store.resetKey('a');
    expect(await hits(store, 'a')).toBe(1);
    store.shutdown();
  });
});
