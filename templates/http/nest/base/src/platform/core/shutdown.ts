import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Logger } from 'pino';
import { appConfig } from '../../config/app.config.js';
import type { Config } from '../../config/config.js';
import { drainServer } from '../http/drain.js';
import { LOGGER } from './tokens.js';

/** SIGTERM and SIGINT let requests in flight finish, before anything they need is closed. */
@Injectable()
export class Shutdown implements BeforeApplicationShutdown {
  readonly #config: Config;
  readonly #logger: Logger;
  readonly #host: HttpAdapterHost;
  #draining = false;

  constructor(
    @Inject(appConfig.KEY) config: Config,
    @Inject(LOGGER) logger: Logger,
    host: HttpAdapterHost,
  ) {
    this.#config = config;
    this.#logger = logger;
    this.#host = host;
  }

  /** Whether the service is stopping: not ready any more, and serving until its grace is over. */
  get isDraining(): boolean {
    return this.#draining;
  }

  async beforeApplicationShutdown(signal?: string): Promise<void> {
    if (signal === undefined) return;
    this.#logger.info({ signal }, 'shutting down');
    this.#draining = true;
    await drainServer(this.#host.httpAdapter.getHttpServer(), this.#config);
  }
}
