import type PgBoss from 'pg-boss';
import type { AppContext } from '../context.js';
import { describeError } from '../database/errors.js';
import { type Job, PermanentError } from './job.js';
import { limitPause, makeLast } from './job-rows.js';
import { readData } from './jobs.js';

export type FetchedJob = Pick<
  PgBoss.JobWithMetadata<unknown>,
  'id' | 'data' | 'retryCount' | 'retryLimit'
>;

const MAX_REASON_LENGTH = 500;

/** The process stops: it is not the job's fault. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
}

/** Runs a job once and notes what became of it. False where the process stopped it: then it has to be handed back. */
export async function attempt(
  boss: PgBoss,
  job: Job,
  { id, data, retryCount, retryLimit }: FetchedJob,
  context: AppContext,
  controller: AbortController,
): Promise<boolean> {
  const run = { id, attempt: retryCount + 1, signal: controller.signal };
  const logger = context.logger.child({ job: job.name, jobId: id, attempt: run.attempt });
  const began = performance.now();
  try {
    const work = async () => job.handle(readData(job, data), run, { ...context, logger });
    await inTime(work, controller, job.timeoutSeconds);
  } catch (error) {
    if (controller.signal.reason instanceof StoppedError) return false;
    const isLast = retryCount >= retryLimit || error instanceof PermanentError;
    await noteFailure(boss, job, id, error, isLast, context);
    const event = isLast ? 'job.failed' : 'job.retried';
    logger[isLast ? 'error' : 'warn']({ event, err: error }, 'an attempt failed');
    return true;
  }
  await boss.complete(job.name, id);
  const responseTime = Math.round(performance.now() - began);
  logger.info({ event: 'job.completed', responseTime }, 'job completed');
  return true;
}

async function noteFailure(
  boss: PgBoss,
  { name, maxBackoffSeconds }: Job,
  id: string,
  error: unknown,
  isLast: boolean,
  { dataSource: { manager } }: AppContext,
): Promise<void> {
  if (isLast) await makeLast(manager, name, id);
  await boss.fail(name, id, { message: reasonOf(error) });
  if (!isLast) await limitPause(manager, name, id, maxBackoffSeconds);
}

/** Whoever does not listen to the signal is not waited for. */
async function inTime(
  work: () => Promise<void>,
  controller: AbortController,
  seconds: number,
): Promise<void> {
  const { signal } = controller;
  const late = new Error(`It took longer than ${seconds} s.`);
  const timer = setTimeout(() => controller.abort(late), seconds * 1_000);
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  try {
    await Promise.race([work(), aborted]);
  } finally {
    clearTimeout(timer);
  }
}

/** What is kept of a failure, for whoever decides whether to try again: no stack, and no value that the database refused. */
function reasonOf(error: unknown): string {
  const { message } = describeError(error) as { readonly message?: unknown };
  return String(message).slice(0, MAX_REASON_LENGTH);
}
