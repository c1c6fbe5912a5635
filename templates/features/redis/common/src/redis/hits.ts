import type { Redis } from 'ioredis';

export interface Hits {
  readonly count: number;
  /** Until they are forgotten. */
  readonly leftMs: number;
}

/** Counts one more hit, in a window that begins with the first. */
export async function hit(redis: Redis, key: string, windowMs: number): Promise<Hits> {
  // In this order and at once: no key is ever without an end, or nobody would be let in again.
  const replies = await redis.multi().incr(key).pexpire(key, windowMs, 'NX').pttl(key).exec();
  const [count, , leftMs] = replies?.map(([error, reply]) => (error ? undefined : reply)) ?? [];
  if (typeof count !== 'number' || typeof leftMs !== 'number') {
    throw new Error('Redis did not count.');
  }
  return { count, leftMs };
}
