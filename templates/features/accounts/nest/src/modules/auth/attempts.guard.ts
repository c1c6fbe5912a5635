import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Inject,
  Injectable,
  SetMetadata,
  UseGuards,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { InjectThrottlerStorage, normalizeIp, type ThrottlerStorage } from '@nestjs/throttler';
import type { Request, Response } from 'express';
import { appConfig } from '../../config/app.config.js';
import type { Config } from '../../config/config.js';
import { AppError } from '../../platform/errors.js';
import type { AttemptKey } from './attempt-keys.js';
import { type Attempt, ATTEMPT_WINDOW_MS, Attempts, type Hit } from './attempts.js';

const ACCOUNT = Symbol('account');

/** Refuses an operation to whom has tried it too often. */
@Injectable()
class AttemptsGuard implements CanActivate {
  readonly #attempts: Attempts;
  readonly #reflector: Reflector;

  constructor(
    @InjectThrottlerStorage() storage: ThrottlerStorage,
    @Inject(appConfig.KEY) config: Config,
    reflector: Reflector,
  ) {
    this.#attempts = new Attempts(config.AUTH_RATE_LIMIT_MAX, hitsIn(storage));
    this.#reflector = reflector;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const [req, res] = [http.getRequest<Request>(), http.getResponse<Response>()];
    const attempt = this.#attemptOf(context, req);
    const waitMs = await this.#attempts.refusal(attempt);
    if (waitMs !== undefined) {
      // Only whoever is refused learns of a count: how many tries an account has left would tell of its owner's logins.
      res.setHeader('Retry-After', Math.max(1, Math.ceil(waitMs / 1000)));
      const { operation } = attempt;
      req.log.warn({ event: 'attempts.limited', operation }, 'too many attempts');
      throw new AppError('too-many-requests', 'Too many attempts. Try again later.');
    }
    res.once('finish', () => void this.#attempts.finished(attempt, res.statusCode));
    return true;
  }

  #attemptOf(context: ExecutionContext, req: Request): Attempt {
    const accountOf = this.#reflector.get<AttemptKey>(ACCOUNT, context.getHandler());
    const operation = context.getHandler().name;
    return { operation, address: addressOf(req), account: accountOf(req) };
  }
}

export const addressOf = ({ ip = '' }: Request): string => normalizeIp(ip);

/** Whoever counts has the limit, the storage has none. */
export function hitsIn(storage: ThrottlerStorage, windowMs = ATTEMPT_WINDOW_MS): Hit {
  const limits = [windowMs, Number.MAX_SAFE_INTEGER, windowMs] as const;
  return async (name, key) => {
    const hits = await storage.increment(`${name}:${key}`, ...limits, name);
    return { count: hits.totalHits, waitMs: hits.timeToExpire * 1000 };
  };
}

/** Limits how often an operation may be tried, by an account and from an address. */
export const CountAttempts = (account: AttemptKey) =>
  applyDecorators(SetMetadata(ACCOUNT, account), UseGuards(AttemptsGuard));
