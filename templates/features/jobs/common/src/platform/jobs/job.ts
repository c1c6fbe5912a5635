import type { z } from 'zod';
import type { AppContext } from '../context.js';

/** What a handler throws where every other attempt would end the same: there is none then. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
}

/** One attempt to do a job. */
export interface JobRun {
  /** The same for every attempt: what was done already can be known by it. */
  readonly id: string;
  /** From 1. */
  readonly attempt: number;
  /** Aborted when the time is over, or when the process has to stop: pass it on to whatever takes long. */
  readonly signal: AbortSignal;
}

export interface Job<Schema extends z.ZodObject = z.ZodObject> {
  /** The name of its queue, which a migration makes: `send-report`. */
  readonly name: string;
  /** Of its data: ids, never secrets or what is known of a person. Data are kept as JSON, and read back by this schema. */
  readonly schema: Schema;
  /** Attempts after the first one. */
  readonly retries: number;
  /** Until the second attempt; every further pause is about twice as long, by chance a bit more or less. */
  readonly backoffSeconds: number;
  /** No pause is longer. */
  readonly maxBackoffSeconds: number;
  /** How long an attempt may take. */
  readonly timeoutSeconds: number;
  /** How many of them one process runs at once. */
  readonly concurrency: number;
  /** While one with this key waits, another one is not added. */
  uniqueKey?(data: z.output<Schema>): string;
  /** When it runs by itself, once for all processes: minute, hour, day of the month, month, day of the week. */
  readonly cron?: string;
  /** Whose clock `cron` means, and when it changes: `Europe/Berlin`. */
  readonly timeZone: string;
  /** May run twice for the same job, where a process dies between the work and the note that it is done. */
  handle(data: z.output<Schema>, run: JobRun, context: AppContext): Promise<void>;
}

const defaults = {
  retries: 3,
  backoffSeconds: 10,
  maxBackoffSeconds: 3_600,
  timeoutSeconds: 60,
  concurrency: 1,
  timeZone: 'UTC',
} as const;

type Settings<Schema extends z.ZodObject> = Omit<Job<Schema>, keyof typeof defaults | 'handle'> &
  Partial<Pick<Job<Schema>, keyof typeof defaults>>;

/** A job, to be listed in `src/jobs.ts`. Its queue comes from a migration that calls `createQueue`. */
export function defineJob<Schema extends z.ZodObject>(
  settings: Settings<Schema>,
  handle: Job<Schema>['handle'],
): Job<Schema> {
  const job = { ...defaults, ...settings, handle };
  if (job.cron !== undefined && !job.schema.safeParse({}).success) {
    throw new Error(`${job.name} has a schedule, so each field of its data needs a default.`);
  }
  return job;
}
