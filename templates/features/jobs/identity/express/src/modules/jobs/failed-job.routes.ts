import { endpoint } from '../../platform/http/endpoint.js';
import { idParams } from '../../platform/http/schemas.js';
import type { Module } from '../../platform/module.js';
import { failedJobPageSchema, failedJobsQuery } from './failed-job.schema.js';
import { FailedJobs } from './failed-jobs.js';
import { FailedJobController } from './failed-job.controller.js';

export const failedJobModule: Module = ({ dataSource }) => {
  const jobs = new FailedJobController(new FailedJobs(dataSource.manager));
  const tag = 'Jobs';

  return [
    endpoint({
      tag,
      method: 'get',
      path: '/jobs/failed',
      operationId: 'listFailedJobs',
      summary: 'List jobs that have failed',
      description:
        'Those that have had all their attempts, the last one first. They are kept for a week.',
      access: 'admin',
      query: failedJobsQuery,
      responses: { 200: { description: 'A page of jobs.', schema: failedJobPageSchema } },
      handle: jobs.list,
    }),
    endpoint({
      tag,
      method: 'post',
      path: '/jobs/failed/:id/retry',
      operationId: 'retryFailedJob',
      summary: 'Try a failed job once more',
      access: 'admin',
      params: idParams,
      responses: { 204: { description: 'It waits for a worker.' } },
      handle: jobs.retry,
    }),
  ];
};
