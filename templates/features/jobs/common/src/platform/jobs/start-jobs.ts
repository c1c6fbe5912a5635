import PgBoss from 'pg-boss';
import type { DataSource } from 'typeorm';
import type { Background } from '../background.js';
import type { AppContext } from '../context.js';
import { optionsOf, settings, statementsOf } from './boss.js';
import type { Job } from './job.js';
import { JobLoop, type LoopOptions } from './job-loop.js';
import { handBack } from './job-rows.js';
import { MissingQueue } from './jobs.js';

/** Connections of its own: what jobs need of the database they take from the pool of the service. */
const POOL_MAX = 2;
const usual: LoopOptions = { pollMs: 1_000, drainMs: 6_500 };

/** Runs jobs in this process, as they come and as their schedules want, until it is stopped. */
export async function startJobs(
  context: AppContext,
  jobs: readonly Job[],
  options: Partial<LoopOptions> = {},
): Promise<Background> {
  const { dataSource, logger } = context;
  await prepare(new PgBoss({ ...settings, db: statementsOf(dataSource.manager) }), jobs);
  const boss = new PgBoss({ ...settings, ...connectionOf(dataSource) });
  boss.on('error', (error) => logger.warn({ err: error }, 'the job queues are out of reach'));
  await boss.start();
  const loops = jobs.map(
    (job) => [job, new JobLoop(boss, job, context, { ...usual, ...options })] as const,
  );
  const stop = async (): Promise<void> => {
    await Promise.all(loops.map(([job, loop]) => stopLoop(job, loop, context)));
    await boss.stop({ graceful: false });
  };
  return { stop };
}

async function stopLoop({ name }: Job, loop: JobLoop, context: AppContext): Promise<void> {
  const { dataSource, logger } = context;
  const ids = await loop.stop();
  if (ids.length === 0) return;
  logger.warn({ job: name, jobIds: ids }, 'jobs were stopped and will run again');
  await handBack(dataSource.manager, name, ids);
}

const connectionOf = ({ options }: DataSource) => ({
  ...options.extra,
  connectionString: 'url' in options ? options.url : undefined,
  max: POOL_MAX,
  application_name: 'jobs',
});

async function prepare(boss: PgBoss, jobs: readonly Job[]): Promise<void> {
  if (!(await boss.isInstalled()))
    throw new Error('There are no tables for jobs: npm run migrate.');
  const queues = new Set((await boss.getQueues()).map(({ name }) => name));
  const missing = jobs.find(({ name }) => !queues.has(name));
  if (missing) throw new MissingQueue(missing.name);
  await setSchedules(boss, jobs);
}

/** Each process says the same, and of all of them one starts the job. */
async function setSchedules(boss: PgBoss, jobs: readonly Job[]): Promise<void> {
  for (const job of jobs) {
    if (job.cron === undefined) await boss.unschedule(job.name);
    else {
      const once = { singletonSeconds: 60, tz: job.timeZone };
      await boss.schedule(job.name, job.cron, {}, { ...optionsOf(job), ...once });
    }
  }
}
