import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from '../../src/platform/context.js';
import { SCHEMA } from '../../src/platform/jobs/boss.js';
import { defineJob, type Job } from '../../src/platform/jobs/job.js';
import type { createQueue, dropQueue } from '../../src/platform/jobs/migrations.js';
import { startJobs } from '../../src/platform/jobs/start-jobs.js';

const sampleData = z.strictObject({ sampleId: z.uuid() });

type Sample = Job<typeof sampleData>;

/** A job of a test, which differs from the usual one in what it says. */
export const sampleJob = (settings: Partial<Sample>, handle: Sample['handle']): Sample =>
  defineJob({ name: 'sample', schema: sampleData, backoffSeconds: 1, ...settings }, handle);

export interface JobRow {
  readonly id: string;
  readonly state: string;
  readonly attempts: number;
  readonly output: { readonly message?: string } | null;
}

/** The jobs of a queue, in the order in which they were added. */
export const rowsOf = (dataSource: DataSource, name = 'sample'): Promise<readonly JobRow[]> =>
  dataSource.query(
    `SELECT id, state, retry_count + 1 AS attempts, output FROM ${SCHEMA}.job WHERE name = $1 ORDER BY created_on`,
    [name],
  );

export async function withQueue(
  dataSource: DataSource,
  change: typeof createQueue | typeof dropQueue,
): Promise<void> {
  const runner = dataSource.createQueryRunner();
  await change(runner, 'sample').finally(() => runner.release());
}

/** Works on the jobs until what is waited for is so. */
export async function working<Schema extends z.ZodObject>(
  context: AppContext,
  job: Job<Schema>,
  isDone: () => Promise<boolean> | boolean,
  drainMs = 5_000,
): Promise<void> {
  const running = await startJobs(context, [job], { pollMs: 50, drainMs });
  try {
    await until(isDone);
  } finally {
    await running.stop();
  }
}

async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('It did not come to pass.');
    await delay(50);
  }
}
