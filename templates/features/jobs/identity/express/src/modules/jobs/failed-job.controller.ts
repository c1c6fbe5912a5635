import type { Response } from 'express';
import type { Input } from '../../platform/http/endpoint.js';
import type { FailedJobsQuery } from './failed-job.schema.js';
import type { FailedJobs } from './failed-jobs.js';

interface Id {
  readonly id: string;
}

export class FailedJobController {
  readonly #failed: FailedJobs;

  constructor(failed: FailedJobs) {
    this.#failed = failed;
  }

  list = async ({ query }: Input<{ query: FailedJobsQuery }>, res: Response): Promise<void> => {
    res.json(await this.#failed.list(query));
  };

  retry = async ({ params }: Input<{ params: Id }>, res: Response): Promise<void> => {
    await this.#failed.retry(params.id);
    res.status(204).end();
  };
}
