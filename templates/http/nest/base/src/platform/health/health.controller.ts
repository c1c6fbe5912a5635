import { Controller, Get, Header, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Shutdown } from '../core/shutdown.js';
import { Public } from '../http/access.guard.js';
import { sendProblem } from '../http/problem.js';
import { Readiness } from './readiness.js';

/** Live: the process runs. Ready: it may be sent requests, which needs every server it works with and no shutdown under way. */
@ApiExcludeController()
@Public()
@Controller('health')
export class HealthController {
  readonly #readiness: Readiness;
  readonly #shutdown: Shutdown;

  constructor(readiness: Readiness, shutdown: Shutdown) {
    this.#readiness = readiness;
    this.#shutdown = shutdown;
  }

  @Get('live')
  @Header('Cache-Control', 'no-store')
  live(): object {
    return { status: 'ok' };
  }

  @Get('ready')
  @Header('Cache-Control', 'no-store')
  async ready(@Req() req: Request, @Res() res: Response): Promise<void> {
    const reason = this.#shutdown.isDraining
      ? 'The service is shutting down.'
      : await this.#readiness.whyNot();
    if (reason === undefined) res.json({ status: 'ok' });
    else sendProblem(req, res, { status: 503, detail: reason });
  }
}
