import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Jobs whose effects can be seen in tables, and a program that adds them: planted in a project as its owner would write them. */
export function plantProbe(dir: string): void {
  mkdirSync(join(dir, 'src', 'probe'));
  writeFileSync(join(dir, 'src', 'probe', 'probe-jobs.ts'), jobs);
  writeFileSync(join(dir, 'src', 'probe', 'add.ts'), add);
  const list = join(dir, 'src', 'jobs.ts');
  const text = readFileSync(list, 'utf8').replace('\n];', '\n  ...probeJobs,\n];');
  writeFileSync(list, `import { probeJobs } from './probe/probe-jobs.js';\n${text}`);
}

/** What migrations of the project would make. */
export const tables = `
  DROP TABLE IF EXISTS probe_runs, probe_effects;
  CREATE TABLE probe_runs (job text, what text, at timestamptz NOT NULL DEFAULT clock_timestamp());
  CREATE TABLE probe_effects (job uuid PRIMARY KEY);
  ${['quick', 'slow', 'failing', 'keyed', 'cron'].map((name) => `SELECT pgboss.create_queue('probe-${name}', '{"policy":"short"}');`).join('\n')}`;

const jobs = `import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { DataSource } from 'typeorm';
import { defineJob, type Job } from '../platform/jobs/job.js';

const note = (dataSource: DataSource, job: string, what: string): Promise<unknown> =>
  dataSource.query('INSERT INTO probe_runs (job, what) VALUES ($1, $2)', [job, what]);
/** The same twice for one job. */
const take = (dataSource: DataSource, id: string): Promise<unknown> =>
  dataSource.query('INSERT INTO probe_effects VALUES ($1) ON CONFLICT DO NOTHING', [id]);

const numbered = z.strictObject({ n: z.int() });

export const quick = defineJob(
  { name: 'probe-quick', schema: numbered },
  async (_data, { id }, { dataSource }) => {
    await note(dataSource, 'quick', id);
    await delay(100);
    await take(dataSource, id);
  },
);
export const slow = defineJob(
  { name: 'probe-slow', schema: numbered, timeoutSeconds: 4, backoffSeconds: 1 },
  async (_data, { id, signal }, { dataSource }) => {
    await note(dataSource, 'slow', 'begun');
    await delay(2_000, undefined, { signal });
    await take(dataSource, id);
    await note(dataSource, 'slow', 'done');
  },
);
export const failing = defineJob(
  { name: 'probe-failing', schema: numbered, retries: 2, backoffSeconds: 1 },
  async (_data, { attempt }, { dataSource }) => {
    await note(dataSource, 'failing', String(attempt));
    throw new Error('The printer is on fire.');
  },
);
export const keyed = defineJob(
  { name: 'probe-keyed', schema: numbered, uniqueKey: ({ n }) => String(n) },
  async (_data, { id }, { dataSource }) => {
    await note(dataSource, 'keyed', id);
  },
);
const cron = defineJob(
  { name: 'probe-cron', schema: z.strictObject({}), cron: '* * * * *' },
  async (_data, { id }, { dataSource }) => {
    await note(dataSource, 'cron', id);
  },
);

export const probeJobs: readonly Job[] = [quick, slow, failing, keyed, cron];
`;

const add = `import process from 'node:process';
import { readEnvironment } from '../config/environment.js';
import { connectDatabase } from '../platform/database/connect.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { failing, keyed, quick, slow } from './probe-jobs.js';

const database = await connectDatabase(readEnvironment());
const { manager } = database.dataSource;
const jobs = new Jobs(manager);

const ways: Readonly<Record<string, () => Promise<unknown>>> = {
  rollback: () =>
    manager
      .transaction(async (inner) => {
        await jobs.within(inner).enqueue(quick, { n: 1 });
        throw new Error('No.');
      })
      .catch(() => {}),
  async die() {
    await manager.transaction((inner) => jobs.within(inner).enqueue(quick, { n: 1 }));
    process.kill(process.pid, 'SIGKILL');
  },
  slow: () => jobs.enqueue(slow, { n: 1 }),
  async many() {
    await jobs.enqueue(slow, { n: 1 });
    for (let n = 0; n < 100; n += 1) await jobs.enqueue(quick, { n });
  },
  failing: () => jobs.enqueue(failing, { n: 1 }),
  keyed: () => Promise.all([1, 1, 2].map((n) => jobs.enqueue(keyed, { n }))),
  invalid: () => jobs.enqueue(quick, { n: 'qxz' as never }).catch((error) => console.log(String(error))),
};
await ways[process.argv[2] ?? '']?.();
await database.close();
`;
