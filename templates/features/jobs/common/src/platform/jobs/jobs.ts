import { randomUUID } from 'node:crypto';
import PgBoss from 'pg-boss';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Transactional } from '../database/transaction.js';
import { optionsOf, settings, statementsOf } from './boss.js';
import type { Job } from './job.js';
import { hasQueue } from './job-rows.js';

/** Has no connection: each statement is part of what a manager does. */
const boss = new PgBoss({
  ...settings,
  db: { executeSql: () => Promise.reject(new Error('A manager was to be given.')) },
});

interface Options {
  /** Not before then. */
  readonly startAfter?: Date;
}

/**
 * Adds jobs to their queues, by the connection and the transaction of its manager. A service that takes a
 * `Pick<Jobs, 'enqueue' | 'within'>` can be tested with a fake.
 */
export class Jobs implements Transactional<Jobs> {
  readonly #manager: EntityManager;

  constructor(manager: EntityManager) {
    this.#manager = manager;
  }

  /** Adds jobs in this transaction: if it fails, there are none. */
  within(manager: EntityManager): Jobs {
    return new Jobs(manager);
  }

  /** The id of the job; undefined where one with its key waits already. */
  async enqueue<Schema extends z.ZodObject>(
    job: Job<Schema>,
    data: z.input<Schema>,
    { startAfter }: Options = {},
  ): Promise<string | undefined> {
    const kept: Record<string, unknown> = JSON.parse(JSON.stringify(data));
    const checked = readData(job, kept);
    const id = await boss.send(job.name, kept, {
      ...optionsOf(job),
      db: statementsOf(this.#manager),
      // Of two jobs that wait with the same key, the queue takes one.
      singletonKey: job.uniqueKey?.(checked) ?? randomUUID(),
      ...(startAfter && { startAfter }),
    });
    // pg-boss says nothing where there is no queue.
    if (id === null && !(await hasQueue(this.#manager, job.name))) throw new MissingQueue(job.name);
    return id ?? undefined;
  }
}

export class MissingQueue extends Error {
  override readonly name = 'MissingQueue';

  constructor(queue: string) {
    super(`There is no queue "${queue}": it comes from a migration that calls createQueue.`);
  }
}

/** Names the fields that are wrong, and never what they hold. */
class InvalidData extends Error {
  override readonly name = 'InvalidData';
}

/** The data of a job by its schema: when it is added, and again when it runs, which may be after the next deployment. */
export function readData<Schema extends z.ZodObject>(
  { name, schema }: Pick<Job<Schema>, 'name' | 'schema'>,
  data: unknown,
): z.output<Schema> {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const fields = result.error.issues.map(
    ({ path, code }) => `${path.join('.') || 'data'} (${code})`,
  );
  throw new InvalidData(`The data of ${name} are not valid: ${fields.join(', ')}.`);
}
