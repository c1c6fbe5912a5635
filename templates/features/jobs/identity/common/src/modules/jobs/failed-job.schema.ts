import { z } from 'zod';
import { wholeNumber } from '../../platform/paging/list-query.js';
import { pageOf } from '../../platform/paging/page.schema.js';

const failedJobSchema = z
  .object({
    id: z.uuid(),
    job: z.string(),
    error: z.string().nullable(),
    attempts: z.int().min(1),
    createdAt: z.iso.datetime(),
    failedAt: z.iso.datetime(),
  })
  .meta({ id: 'FailedJob', description: 'A job that has had all its attempts.' });

export type FailedJob = z.output<typeof failedJobSchema>;

export const failedJobPageSchema = pageOf(failedJobSchema).meta({ id: 'FailedJobPage' });

export const failedJobsQuery = z.strictObject({
  page: wholeNumber(1, 10_000).default(1).describe('Number of the page, from 1.'),
  limit: wholeNumber(1, 100).default(20).describe('Jobs per page.'),
});

export type FailedJobsQuery = z.output<typeof failedJobsQuery>;
