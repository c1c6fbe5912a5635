import { edit, fault, type Fault } from '../../bar/faults/fault.js';

const store = 'src/redis/shared-store.ts';

/** Mistakes that only show with a Redis: A7 for limits that are shared, L4 for outages. */
export const redisFaults: readonly Fault[] = [
  fault('A7', 'the store is not passed on', /login per address is not shared/, [
    edit('src/platform/boot.ts', '...(rateLimitStore && { rateLimitStore }),', ''),
  ]),
  fault('A7', 'attempts are counted by each for itself', /login per account is not shared/, [
    edit(
      'src/modules/auth/throttle.ts',
      'stores.get(name) ?? storeOf(name)',
      'stores.get(name) ?? (stores.size < 0 ? storeOf(name) : new MemoryStore())',
    ),
  ]),
  fault('A7', 'addresses in clear', /tells of somebody in clear/, [
    edit(store, "createHash('sha256').update(key).digest('base64url')", 'key || createHash'),
  ]),
  fault('A7', 'counts that are kept for ever', /never ends/, [
    edit('src/redis/hits.ts', ".pexpire(key, windowMs, 'NX')", '.persist(key)'),
  ]),
  fault('L4', 'ready without Redis', /503 expected|it is still ready/, [
    edit(
      'src/platform/health/readiness.ts',
      '...connections];',
      '...(connections.length < 0 ? connections : [])];',
    ),
  ]),
  fault('L4', 'requests wait for a Redis that hangs', /when it hangs: an answer took/, [
    edit('src/redis/client.ts', 'commandTimeout: 250', 'commandTimeout: 60_000'),
  ]),
  fault('L4', 'nothing works without Redis', /200 expected.* 500 /s, [
    edit(store, 'return this.#own.increment(key);', "throw new Error('no Redis');"),
  ]),
  fault('L4', 'guessing is free without Redis', /guessing has no limit/, [
    edit(store, 'return this.#own.increment(key);', 'return { totalHits: 1, resetTime: undefined };'),
  ]),
  fault('L4', 'a connection that is lost is lost for good', /not ready in time/, [
    edit('src/redis/client.ts', 'Math.min(attempt * 100, 1_000)', '(attempt > 100 ? 1 : null)'),
  ]),
  fault('L4', 'the password is logged', /password of Redis is in the log/, [
    edit('src/redis/client.ts', 'tellOfOutages(redis, logger);\n  return', 'logger.info({ url });\n  return'),
  ]),
];
