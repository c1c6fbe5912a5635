import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, MemoryStore, type Options, type Store } from 'express-rate-limit';
import type { AppContext } from '../../platform/context.js';
import { AppError } from '../../platform/errors.js';
import type { AttemptKey } from './attempt-keys.js';
import { ATTEMPT_WINDOW_MS, Attempts, type Hit } from './attempts.js';

/** Refuses an operation to whom has tried it too often. */
export function throttle(
  context: AppContext,
  operation: string,
  accountOf: AttemptKey,
): readonly RequestHandler[] {
  const attempts = attemptsAt(context, operation);
  const count: RequestHandler = async (req, res, next) => {
    const attempt = { operation, address: addressOf(req), account: accountOf(req) };
    const waitMs = await attempts.refusal(attempt);
    if (waitMs !== undefined) {
      // Only whoever is refused learns of a count: how many tries an account has left would tell of its owner's logins.
      res.setHeader('Retry-After', Math.max(1, Math.ceil(waitMs / 1000)));
      req.log.warn({ event: 'attempts.limited', operation }, 'too many attempts');
      throw new AppError('too-many-requests', 'Too many attempts. Try again later.');
    }
    res.once('finish', () => void attempts.finished(attempt, res.statusCode));
    next();
  };
  return [count];
}

export const addressOf = ({ ip = '' }: Request): string => ipKeyGenerator(ip);

const known = new WeakMap<AppContext, Map<string, Attempts>>();

/** Those at one operation are counted together, though there be several endpoints for it. */
function attemptsAt(context: AppContext, operation: string): Attempts {
  const { config, rateLimitStore } = context;
  const all = known.get(context) ?? new Map<string, Attempts>();
  const attempts =
    all.get(operation) ?? new Attempts(config.AUTH_RATE_LIMIT_MAX, hitsIn(rateLimitStore));
  known.set(context, all.set(operation, attempts));
  return attempts;
}

/** In the stores of a connection where there is one, else in memory. */
export function hitsIn(
  storeOf: AppContext['rateLimitStore'] = () => new MemoryStore(),
  windowMs = ATTEMPT_WINDOW_MS,
): Hit {
  const stores = new Map<string, Store>();
  const storeNamed = (name: string): Store => {
    const store = stores.get(name) ?? storeOf(name);
    if (!stores.has(name)) store.init?.({ windowMs } as Options);
    stores.set(name, store);
    return store;
  };
  return async (name, key) => {
    const { totalHits, resetTime } = await storeNamed(name).increment(key);
    const waitMs = resetTime ? resetTime.getTime() - Date.now() : windowMs;
    return { count: totalHits, waitMs };
  };
}
