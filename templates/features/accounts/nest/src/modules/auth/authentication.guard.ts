import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { InjectThrottlerStorage, type ThrottlerStorage } from '@nestjs/throttler';
import type { Request, Response } from 'express';
import { DataSource } from 'typeorm';
import { appConfig } from '../../config/app.config.js';
import type { Config } from '../../config/config.js';
import { addressOf, hitsIn } from './attempts.guard.js';
import { Identification } from './identification.js';

/** Finds out who sends a request. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  readonly #identification: Identification;

  constructor(
    @Inject(appConfig.KEY) config: Config,
    dataSource: DataSource,
    @InjectThrottlerStorage() storage: ThrottlerStorage,
  ) {
    const hitsWithin = (windowMs: number) => hitsIn(storage, windowMs);
    this.#identification = new Identification({ config, dataSource, hitsWithin, addressOf });
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    await this.#identification.of(http.getRequest<Request>(), http.getResponse<Response>());
    return true;
  }
}
