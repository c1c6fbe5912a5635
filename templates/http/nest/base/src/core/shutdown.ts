import { setTimeout as delay } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import { closeServer } from '../http/close-server.js';
import { CONFIG, LOGGER } from './tokens.js';

const HARD_LIMIT_MS = 9_500;

/** SIGTERM and SIGINT let requests in flight finish, before anything they need is closed. */
@Injectable()
export class Shutdown implements BeforeApplicationShutdown {
  readonly #config: Config;
  readonly #logger: Logger;
  readonly #host: HttpAdapterHost;
  #draining = false;

  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(LOGGER) logger: Logger,
    host: HttpAdapterHost,
  ) {
    this.#config = config;
    this.#logger = logger;
    this.#host = host;
  }

  /** From now on: not ready, and no new requests. */
  get isDraining(): boolean {
    return this.#draining;
  }

  async beforeApplicationShutdown(signal?: string): Promise<void> {
    if (signal === undefined) return;
    setTimeout(() => process.exit(1), HARD_LIMIT_MS).unref();
    this.#logger.info({ signal }, 'shutting down');
    this.#draining = true;
    // In production the balancer is given a moment to see that the service is not ready any more.
    await delay(this.#config.NODE_ENV === 'production' ? 1_000 : 0);
    await closeServer(this.#host.httpAdapter.getHttpServer());
  }
}
