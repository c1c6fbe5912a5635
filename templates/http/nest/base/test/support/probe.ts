import {
  Body,
  type CanActivate,
  Controller,
  Delete,
  type ExecutionContext,
  Get,
  HttpCode,
  Injectable,
  Module,
  Param,
  Post,
  Query,
} from '@nestjs/common';
import type { Request } from 'express';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CoreModule } from '../../src/platform/core/core.module.js';
import { DatabaseModule } from '../../src/database/database.module.js';
import { HealthModule } from '../../src/platform/health/health.module.js';
import { Only, Public } from '../../src/platform/http/access.guard.js';
import { type Actor, actors } from '../../src/platform/http/actor.js';
import { requestPipeline } from '../../src/platform/http/request-pipeline.js';
import { idParams } from '../../src/platform/http/schemas.js';

/** Who calls, as a test says it: `X-Actor: admin`. */
@Injectable()
class ActorFromHeader implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const req = context.switchToHttp().getRequest<Request>();
    const role = req.get('X-Actor');
    if (role === 'user' || role === 'admin') {
      const actor: Actor = { id: crypto.randomUUID(), role, sessionId: crypto.randomUUID() };
      actors.set(req, actor);
    }
    return true;
  }
}

const body = z.strictObject({ name: z.string().max(50), size: z.number().int().optional() });
const listQuery = z.strictObject({ limit: z.string().regex(/^\d$/).optional() });

/** A small API that shows what the HTTP layer lets through. */
@Controller()
class ProbeController {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  @Get('probes')
  @Public()
  list(@Query({ schema: listQuery }) query: object): object {
    return { query };
  }

  @Post('probes')
  @HttpCode(200)
  @Public()
  create(@Body({ schema: body }) input: object): object {
    return input;
  }

  @Get('probes/:id')
  get(@Param({ schema: idParams }) params: object): object {
    return params;
  }

  @Delete('probes/:id')
  @HttpCode(204)
  @Only('admin')
  remove(@Param({ schema: idParams }) _params: object): void {}

  @Get('failures')
  @Public()
  fail(): never {
    throw new Error('SELECT secret FROM /etc/passwd');
  }

  @Get('rows')
  @Public()
  rows(): Promise<object> {
    return this.#dataSource.query('SELECT 1 AS "one"');
  }

  @Get('mistakes')
  @Public()
  mistake(): Promise<object> {
    return this.#dataSource.query('SELECT * FROM no_such_table WHERE secret = $1', ['hush-hush']);
  }
}

@Module({
  imports: [CoreModule, DatabaseModule, HealthModule],
  controllers: [ProbeController],
  providers: requestPipeline([ActorFromHeader]),
})
class ProbeModule {}

export const probe = ProbeModule;
