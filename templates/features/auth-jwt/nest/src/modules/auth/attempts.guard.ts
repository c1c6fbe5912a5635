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
import type { Config } from '../../config/config.js';
import { CONFIG } from '../../core/tokens.js';
import { AppError } from '../../errors.js';
import { ATTEMPT_WINDOW_MS, type AttemptKey } from './attempt-keys.js';

const ACCOUNT = Symbol('account');

const byAddress: AttemptKey = (req) => normalizeIp(req.ip ?? '');

@Injectable()
class AttemptsGuard implements CanActivate {
  readonly #storage: ThrottlerStorage;
  readonly #limit: number;
  readonly #reflector: Reflector;

  constructor(
    @InjectThrottlerStorage() storage: ThrottlerStorage,
    @Inject(CONFIG) config: Config,
    reflector: Reflector,
  ) {
    this.#storage = storage;
    this.#limit = config.AUTH_RATE_LIMIT_MAX;
    this.#reflector = reflector;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const operation = context.getHandler().name;
    const account = this.#reflector.get<AttemptKey>(ACCOUNT, context.getHandler());
    await this.#count(context, `${operation}-ip`, byAddress);
    await this.#count(context, `${operation}-account`, account);
    return true;
  }

  async #count(context: ExecutionContext, name: string, keyOf: AttemptKey): Promise<void> {
    const http = context.switchToHttp();
    const key = keyOf(http.getRequest<Request>());
    if (key === undefined) return;
    const { isBlocked, timeToBlockExpire } = await this.#storage.increment(
      `${name}:${key}`,
      ATTEMPT_WINDOW_MS,
      this.#limit,
      ATTEMPT_WINDOW_MS,
      name,
    );
    if (!isBlocked) return;
    // Only whoever is refused learns of a count: how many tries an account has left would tell of its owner's logins.
    http.getResponse<Response>().setHeader('Retry-After', Math.max(1, timeToBlockExpire));
    throw new AppError('too-many-requests', 'Too many attempts. Try again later.');
  }
}

/**
 * Counts every attempt at an operation, good or bad: per address, against one machine trying many accounts, and per
 * account, against many machines trying one. A good login forgives nothing, or a guesser would log in to their own
 * account in between.
 */
export const CountAttempts = (account: AttemptKey) =>
  applyDecorators(SetMetadata(ACCOUNT, account), UseGuards(AttemptsGuard));
