import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { HealthCheck, HealthCheckService } from '@nestjs/terminus';
import { Public } from '../http/access.guard.js';
import { ReadinessIndicator } from './readiness.indicator.js';

/** Live: the process runs. Ready: it may be sent requests. Add indicators of your own to those of `ready`. */
@ApiExcludeController()
@Public()
@Controller('health')
export class HealthController {
  readonly #health: HealthCheckService;
  readonly #readiness: ReadinessIndicator;

  constructor(health: HealthCheckService, readiness: ReadinessIndicator) {
    this.#health = health;
    this.#readiness = readiness;
  }

  @Get('live')
  @Header('Cache-Control', 'no-store')
  live(): object {
    return { status: 'ok' };
  }

  @Get('ready')
  @HealthCheck({ noCache: false })
  @Header('Cache-Control', 'no-store')
  async ready(): Promise<object> {
    // What is up and what is not is for the log, not for everybody.
    const { status } = await this.#health.check([() => this.#readiness.check('service')]);
    return { status };
  }
}
