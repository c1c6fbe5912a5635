import { createHash } from 'node:crypto';
import {
  type ClientRateLimitInfo,
  MemoryStore,
  type Options,
  type Store,
} from 'express-rate-limit';
import type { Hits } from './hits.js';

/** The part of Redis that it counts with. */
export interface Counter {
  readonly hit: (key: string, windowMs: number) => Promise<Hits>;
  readonly takeBack: (key: string) => Promise<unknown>;
  readonly forget: (key: string) => Promise<unknown>;
}

/** Counts of one limiter, shared by all processes. */
export class SharedStore implements Store {
  readonly localKeys = false;
  readonly prefix: string;
  readonly #counter: Counter;
  readonly #own = new MemoryStore();
  #windowMs = 0;

  constructor(prefix: string, counter: Counter) {
    this.prefix = prefix;
    this.#counter = counter;
  }

  init(options: Options): void {
    this.#windowMs = options.windowMs;
    this.#own.init(options);
  }

  async increment(key: string): Promise<ClientRateLimitInfo> {
    try {
      const { count, leftMs } = await this.#counter.hit(this.#keyOf(key), this.#windowMs);
      return { totalHits: count, resetTime: new Date(Date.now() + leftMs) };
    } catch {
      // Without Redis, letting all in would be an invitation to guess passwords, letting nobody in an outage: each counts for itself.
      return this.#own.increment(key);
    }
  }

  async decrement(key: string): Promise<void> {
    await this.#counter.takeBack(this.#keyOf(key)).catch(() => this.#own.decrement(key));
  }

  async resetKey(key: string): Promise<void> {
    await this.#counter.forget(this.#keyOf(key)).catch(() => this.#own.resetKey(key));
  }

  shutdown(): void {
    this.#own.shutdown();
  }

  /** Others look into Redis too: no address in it. */
  #keyOf(key: string): string {
    return `${this.prefix}:${createHash('sha256').update(key).digest('base64url')}`;
  }
}
