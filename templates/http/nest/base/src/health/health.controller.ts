import { Controller, Get, Header, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { DataSource } from 'typeorm';
import type { Connection } from '../connection.js';
import { Shutdown } from '../core/shutdown.js';
import { CONNECTIONS } from '../core/tokens.js';
import { Public } from '../http/access.guard.js';
import { sendProblem } from '../http/problem.js';
import { whyNotReady } from './readiness.js';

/** Live: the process runs. Ready: it may be sent requests, which needs every server it works with and no shutdown under way. */
@ApiExcludeController()
@Public()
@Controller('health')
export class HealthController {
  readonly #dataSource: DataSource;
  readonly #connections: readonly Connection[];
  readonly #shutdown: Shutdown;

  constructor(
    dataSource: DataSource,
    @Inject(CONNECTIONS) connections: readonly Connection[],
    shutdown: Shutdown,
  ) {
    this.#dataSource = dataSource;
    this.#connections = connections;
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
    const needed = { dataSource: this.#dataSource, connections: this.#connections };
    const reason = this.#shutdown.isDraining
      ? 'The service is shutting down.'
      : await whyNotReady(needed);
    if (reason === undefined) res.json({ status: 'ok' });
    else sendProblem(req, res, { status: 503, detail: reason });
  }
}
