import { Inject, Injectable, type LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from './tokens.js';

/** What Nest has to say, as lines of the service's own log. Its report of every module and route is for whoever debugs. */
@Injectable()
export class NestLogger implements LoggerService {
  readonly #logger: Logger;

  constructor(@Inject(LOGGER) logger: Logger) {
    this.#logger = logger;
  }

  log(message: unknown, context?: string): void {
    this.#logger.debug({ context }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.#logger.warn({ context }, String(message));
  }

  error(message: unknown, ...details: readonly unknown[]): void {
    this.#logger.error({ context: details.at(-1) }, String(message));
  }
}
