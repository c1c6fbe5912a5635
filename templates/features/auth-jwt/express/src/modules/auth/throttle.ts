import type { RequestHandler } from 'express';
import {
  ipKeyGenerator,
  rateLimit,
  type AugmentedRequest,
  type RateLimitExceededEventHandler,
} from 'express-rate-limit';
import type { AppContext } from '../../context.js';
import { AppError } from '../../errors.js';
import { ATTEMPT_WINDOW_MS, type AttemptKey } from './attempt-keys.js';

/**
 * Counts every attempt at an operation, good or bad: per address, against one machine trying many accounts, and per
 * account, against many machines trying one. A good login forgives nothing, or a guesser would log in to their own
 * account in between.
 */
export function throttle(
  { config, rateLimitStore }: AppContext,
  operation: string,
  account: AttemptKey,
): readonly RequestHandler[] {
  const limiter = (scope: string, key: AttemptKey): RequestHandler =>
    rateLimit({
      windowMs: ATTEMPT_WINDOW_MS,
      limit: config.AUTH_RATE_LIMIT_MAX,
      legacyHeaders: false,
      keyGenerator: (req) => key(req) ?? '',
      skip: (req) => key(req) === undefined,
      handler: refuse,
      ...(rateLimitStore && { store: rateLimitStore(`${operation}-${scope}`) }),
    });
  return [limiter('ip', byAddress), limiter('account', account)];
}

/** Only whoever is refused learns of a count: how many tries an account has left would tell of its owner's logins. */
const refuse: RateLimitExceededEventHandler = (req, res, next) => {
  const { resetTime } = (req as AugmentedRequest)['rateLimit'] ?? {};
  const waitMs = resetTime ? resetTime.getTime() - Date.now() : ATTEMPT_WINDOW_MS;
  res.setHeader('Retry-After', Math.max(1, Math.ceil(waitMs / 1000)));
  next(new AppError('too-many-requests', 'Too many attempts. Try again later.'));
};

const byAddress: AttemptKey = (req) => ipKeyGenerator(req.ip ?? '');
