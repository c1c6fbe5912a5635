import {
  Body,
  type CanActivate,
  Controller,
  type ExecutionContext,
  HttpCode,
  Injectable,
  Module,
  Param,
  Post,
  Res,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { DatabaseModule } from '../../src/database/database.module.js';
import { IdempotencyModule } from '../../src/modules/idempotency/idempotency.module.js';
import { CoreModule } from '../../src/platform/core/core.module.js';
import { AppError } from '../../src/platform/errors.js';
import { HealthModule } from '../../src/platform/health/health.module.js';
import { OptionalSignIn } from '../../src/platform/http/access.guard.js';
import { actors } from '../../src/platform/http/actor.js';
import { requestPipeline } from '../../src/platform/http/request-pipeline.js';

/** Who calls, as a test says it: `X-User: <id>`. */
@Injectable()
class ActorFromHeader implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const req = context.switchToHttp().getRequest<Request>();
    const id = req.get('X-User');
    if (id !== undefined) actors.set(req, { id, role: 'user' });
    return true;
  }
}

const body = z.strictObject({ text: z.string(), fails: z.boolean().optional() });
const params = z.strictObject({ id: z.string() });

/** Notes what it is sent, and may fail after that. */
@Controller('notes')
@OptionalSignIn()
class NoteController {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  @Post()
  async create(
    @Body({ schema: body }) { text, fails }: z.output<typeof body>,
    @Res({ passthrough: true }) res: Response,
  ): Promise<object> {
    await this.#dataSource.query('INSERT INTO "_notes" VALUES ($1)', [text]);
    if (fails) throw new AppError('conflict', 'No.');
    res.location('/api/v1/notes/1');
    return { text };
  }

  @Post(':id/read')
  @HttpCode(204)
  async read(@Param({ schema: params }) { id }: z.output<typeof params>): Promise<void> {
    await this.#dataSource.query('INSERT INTO "_notes" VALUES ($1)', [id]);
  }

  @Post(':id/file')
  @HttpCode(200)
  async write(
    @Param({ schema: params }) { id }: z.output<typeof params>,
    @Res() res: Response,
  ): Promise<void> {
    await this.#dataSource.query('INSERT INTO "_notes" VALUES ($1)', [id]);
    res.type('text').send(id);
  }
}

@Module({
  imports: [CoreModule, DatabaseModule, HealthModule, IdempotencyModule],
  controllers: [NoteController],
  providers: requestPipeline([ActorFromHeader]),
})
class ProbeModule {}

export const probe = ProbeModule;
