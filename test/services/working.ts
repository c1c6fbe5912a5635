import assert from 'node:assert/strict';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import type { Subject } from '../bar/subject.js';
import { withClient } from '../support/database.js';
import type { BootOptions, Service } from '../support/service.js';

type Row = Readonly<Record<string, unknown>>;

export const query = (subject: Subject, sql: string): Promise<readonly Row[]> =>
  withClient(subject.databaseUrl, async (client) => {
    const { rows } = (await client.query(sql)) as { rows: readonly Row[] };
    return rows;
  });

export const countOf = async (subject: Subject, from: string): Promise<number> =>
  Number((await query(subject, `SELECT count(*) AS count FROM ${from}`))[0]?.['count']);

export async function until(what: string, withinMs: number, isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > end) assert.fail(`${what}: not within ${withinMs / 1_000} s`);
    await delay(100);
  }
}

/** Until so many statements of the database wait for a lock. */
export const untilWaiting = (subject: Subject, count: number): Promise<void> =>
  until(`${count} statements wait for a lock`, 10_000, async () => {
    const waiting = `pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    return (await countOf(subject, waiting)) >= count;
  });

/** Runs the work in the time of a transaction of ours, which has locked something and changes nothing. */
export const whileLocked = <Result>(
  subject: Subject,
  lock: string,
  work: () => Promise<Result>,
): Promise<Result> =>
  withClient(subject.databaseUrl, async (client) => {
    await client.query('BEGIN');
    await client.query(lock);
    try {
      return await work();
    } finally {
      await client.query('ROLLBACK');
    }
  });

export async function withWorker<Result>(
  subject: Subject,
  work: (worker: Service) => Promise<Result>,
  env: BootOptions['env'] = {},
): Promise<Result> {
  const worker = await subject.launch({ env, command: () => [process.execPath, ['dist/worker.js']] });
  try {
    return await work(worker);
  } finally {
    await worker.stop();
  }
}
