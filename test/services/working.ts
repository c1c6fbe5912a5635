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
