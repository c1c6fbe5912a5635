import { Injectable, ServiceUnavailableException } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { Shutdown } from '../core/shutdown.js';
import { Readiness } from './readiness.js';

/** Every server that requests need has answered, and no shutdown is under way. */
@Injectable()
export class ReadinessIndicator {
  readonly #indicators: HealthIndicatorService;
  readonly #readiness: Readiness;
  readonly #shutdown: Shutdown;

  constructor(indicators: HealthIndicatorService, readiness: Readiness, shutdown: Shutdown) {
    this.#indicators = indicators;
    this.#readiness = readiness;
    this.#shutdown = shutdown;
  }

  /** @throws {ServiceUnavailableException} with the reason, which callers are told */
  async check(name: string): Promise<HealthIndicatorResult> {
    const reason = this.#shutdown.isDraining
      ? 'The service is shutting down.'
      : await this.#readiness.whyNot();
    if (reason !== undefined) throw new ServiceUnavailableException(reason);
    return this.#indicators.check(name).up();
  }
}
