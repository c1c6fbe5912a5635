import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Only } from '../../platform/http/access.guard.js';
import { idParams } from '../../platform/http/schemas.js';
import type { Page } from '../../platform/paging/list-request.js';
import {
  type FailedJob,
  failedJobPageSchema,
  type FailedJobsQuery,
  failedJobsQuery,
} from './failed-job.schema.js';
import { FailedJobs } from './failed-jobs.js';

interface Id {
  readonly id: string;
}

@ApiTags('Jobs')
@Controller('jobs/failed')
export class FailedJobController {
  readonly #failed: FailedJobs;

  constructor(failed: FailedJobs) {
    this.#failed = failed;
  }

  @Get()
  @Only('admin')
  @ApiOperation({
    operationId: 'listFailedJobs',
    summary: 'List jobs that have failed',
    description:
      'Those that have had all their attempts, the last one first. They are kept for a week.',
  })
  @ApiOkResponse({ description: 'A page of jobs.', standardSchema: failedJobPageSchema })
  list(@Query({ schema: failedJobsQuery }) query: FailedJobsQuery): Promise<Page<FailedJob>> {
    return this.#failed.list(query);
  }

  @Post(':id/retry')
  @HttpCode(204)
  @Only('admin')
  @ApiOperation({ operationId: 'retryFailedJob', summary: 'Try a failed job once more' })
  @ApiNoContentResponse({ description: 'It waits for a worker.' })
  async retry(@Param({ schema: idParams }) { id }: Id): Promise<void> {
    await this.#failed.retry(id);
  }
}
