import type { EntityManager } from 'typeorm';
import { AppError } from '../../platform/errors.js';
import { SCHEMA } from '../../platform/jobs/boss.js';
import type { Page } from '../../platform/paging/list-request.js';
import type { FailedJob, FailedJobsQuery } from './failed-job.schema.js';

type Row = Omit<FailedJob, 'createdAt' | 'failedAt'> & {
  readonly createdAt: Date;
  readonly failedAt: Date;
};

/** Jobs that have had all their attempts. Nobody is shown their data. */
export class FailedJobs {
  readonly #manager: EntityManager;

  constructor(manager: EntityManager) {
    this.#manager = manager;
  }

  async list({ page, limit }: FailedJobsQuery): Promise<Page<FailedJob>> {
    const [count]: { total: number }[] = await this.#manager.query(
      `SELECT count(*)::int AS total FROM ${SCHEMA}.job WHERE state = 'failed'`,
    );
    const rows: Row[] = await this.#manager.query(
      // Of one that was lost with its process, pg-boss says so one level further down.
      `SELECT id, name AS job, coalesce(output ->> 'message', output #>> '{value,message}') AS error,
         retry_count + 1 AS attempts, created_on AS "createdAt", completed_on AS "failedAt"
       FROM ${SCHEMA}.job WHERE state = 'failed'
       ORDER BY completed_on DESC, id LIMIT $1 OFFSET $2`,
      [limit, (page - 1) * limit],
    );
    const total = count?.total ?? 0;
    return {
      data: rows.map((row) => ({
        ...row,
        createdAt: row.createdAt.toISOString(),
        failedAt: row.failedAt.toISOString(),
      })),
      meta: { page, limit, total, totalPages: Math.ceil(total / limit) },
    };
  }

  /** One more attempt. What pg-boss has for this would leave the time of the failure, and clear the job away as an old one. */
  async retry(id: string): Promise<void> {
    const [, affected]: [unknown, number] = await this.#manager.query(
      `UPDATE ${SCHEMA}.job SET state = 'retry', retry_limit = retry_count + 1, completed_on = NULL,
         start_after = now(), keep_until = now() + interval '7 days'
       WHERE id = $1 AND state = 'failed'`,
      [id],
    );
    if (affected === 0) throw new AppError('not-found', 'There is no failed job with this id.');
  }
}
