import { createHash } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import {
  ipKeyGenerator,
  rateLimit,
  type AugmentedRequest,
  type RateLimitExceededEventHandler,
} from 'express-rate-limit';
import type { AppContext } from '../../context.js';
import { AppError } from '../../errors.js';
import { actors } from '../../http/actor.js';
import { parseRefreshToken } from './refresh-token.js';

const WINDOW_MS = 15 * 60 * 1000;

type Key = (req: Request) => string | undefined;

/**
 * Counts every attempt at an operation, good or bad: per address, against one machine trying many accounts, and per
 * account, against many machines trying one. A good login forgives nothing, or a guesser would log in to their own
 * account in between.
 */
export function throttle(
  { config, rateLimitStore }: AppContext,
  operation: string,
  account: Key,
): readonly RequestHandler[] {
  const limiter = (scope: string, key: Key): RequestHandler =>
    rateLimit({
      windowMs: WINDOW_MS,
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
  const waitMs = resetTime ? resetTime.getTime() - Date.now() : WINDOW_MS;
  res.setHeader('Retry-After', Math.max(1, Math.ceil(waitMs / 1000)));
  next(new AppError('too-many-requests', 'Too many attempts. Try again later.'));
};

const byAddress: Key = (req) => ipKeyGenerator(req.ip ?? '');

/** The body is parsed here but not yet validated. */
export const byEmail: Key = (req) => {
  const email = field(req.body, 'email');
  return email === undefined ? undefined : digest(email.trim().toLowerCase());
};

export const bySession: Key = (req) =>
  parseRefreshToken(field(req.body, 'refreshToken') ?? '')?.sessionId;

export const byActor: Key = (req) => actors.get(req)?.id;

function field(body: unknown, name: string): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const value: unknown = Object.entries(body).find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? value : undefined;
}

/** Stores of counters are shared and looked into: no address in them. */
const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');
