import { createHash } from 'node:crypto';
import { type ThrottlerStorage, ThrottlerStorageService } from '@nestjs/throttler';
import type { Hits } from './hits.js';

type Record = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** Counts one more hit of a key in Redis. */
export type Hit = (key: string, windowMs: number) => Promise<Hits>;

/** Counts that all processes share. */
export class SharedStorage implements ThrottlerStorage {
  readonly #prefix: string;
  readonly #hit: Hit;
  readonly #own = new ThrottlerStorageService();

  constructor(prefix: string, hit: Hit) {
    this.#prefix = prefix;
    this.#hit = hit;
  }

  async increment(
    key: string,
    windowMs: number,
    limit: number,
    blockMs: number,
    name: string,
  ): Promise<Record> {
    try {
      const { count, leftMs } = await this.#hit(this.#keyOf(key), windowMs);
      const seconds = Math.ceil(leftMs / 1000);
      const isBlocked = count > limit;
      return {
        totalHits: count,
        timeToExpire: seconds,
        isBlocked,
        timeToBlockExpire: isBlocked ? seconds : 0,
      };
    } catch {
      // Without Redis, letting all in would be an invitation to guess passwords, letting nobody in an outage: each counts for itself.
      return this.#own.increment(key, windowMs, limit, blockMs, name);
    }
  }

  /** Others look into Redis too: no address in it. */
  #keyOf(key: string): string {
    return `${this.#prefix}:${createHash('sha256').update(key).digest('base64url')}`;
  }
}
