import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AppContext } from '../../src/platform/context.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { defineJob, type JobRun, PermanentError } from '../../src/platform/jobs/job.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { createQueue, dropQueue } from '../../src/platform/jobs/migrations.js';
import { startApp, type TestApp } from '../support/app.js';
import { rowsOf, sampleJob, withQueue, working } from './queued.js';

let app: TestApp;
let context: AppContext;
let jobs: Jobs;

beforeAll(async () => {
  app = await startApp();
  context = app.context;
  jobs = new Jobs(context.dataSource.manager);
});
beforeEach(() => withQueue(context.dataSource, createQueue));
afterEach(() => withQueue(context.dataSource, dropQueue));
afterAll(() => app.close());

const rows = () => rowsOf(context.dataSource);
const states = async () => (await rows()).map(({ state }) => state);
const data = () => ({ sampleId: randomUUID() });
const idle = sampleJob({}, async () => {});

describe('a job is added', () => {
  it('with the transaction that causes it, or not at all', async () => {
    const { manager } = context.dataSource;
    const failing = inTransaction(manager, jobs, async (own: Jobs) => {
      await own.enqueue(idle, data());
      throw new Error('No.');
    });
    await expect(failing).rejects.toThrow('No.');
    expect(await rows()).toEqual([]);

    const id = await inTransaction(manager, jobs, (own: Jobs) => own.enqueue(idle, data()));
    expect((await rows()).map((row) => row.id)).toEqual([id]);
  });

  it('only with data that its schema takes, and the refusal does not tell them', async () => {
    const refused = jobs.enqueue(idle, { sampleId: 'of-somebody' });
    await expect(refused).rejects.toThrow('sampleId (invalid_format)');
    await expect(refused).rejects.not.toThrow('of-somebody');
    expect(await rows()).toEqual([]);
  });

  it('once, while one with its key waits', async () => {
    const keyed = sampleJob({ uniqueKey: ({ sampleId }) => sampleId }, async () => {});
    const same = data();
    const both = await Promise.all([jobs.enqueue(keyed, same), jobs.enqueue(keyed, same)]);
    expect(both.filter((id) => id !== undefined)).toHaveLength(1);
    expect(await jobs.enqueue(keyed, data())).toBeDefined();
    expect(await rows()).toHaveLength(2);
  });

  it('to a queue that is there', async () => {
    const lost = sampleJob({ name: 'nowhere' }, async () => {});
    await expect(jobs.enqueue(lost, data())).rejects.toThrow('There is no queue "nowhere"');
    await expect(working(context, lost, () => true)).rejects.toThrow('There is no queue "nowhere"');
  });

  it('for later', async () => {
    const soon = new Date(Date.now() + 1_500);
    await jobs.enqueue(idle, data(), { startAfter: soon });
    await working(context, idle, async () => (await states()).includes('completed'));
    expect(Date.now()).toBeGreaterThanOrEqual(soon.getTime());
  });
});

describe('a job runs', () => {
  it('with its data, its id, and a log that names it', async () => {
    const seen: unknown[] = [];
    const job = sampleJob({}, async (given, { id, attempt }, { logger }) => {
      seen.push({ given, id, attempt });
      logger.info('at work');
    });
    const given = data();
    const id = await jobs.enqueue(job, given);
    await working(context, job, async () => (await states()).includes('completed'));
    expect(seen).toEqual([{ given, id, attempt: 1 }]);
    const lines = app.logs.filter(({ jobId }) => jobId === id);
    expect(lines.map(({ msg }) => msg)).toEqual(['at work', 'job completed']);
    expect(JSON.stringify(app.logs)).not.toContain(given.sampleId);
  });

  it('again after pauses that grow, until it has failed', async () => {
    const at: number[] = [];
    const job = sampleJob({ retries: 2 }, async () => {
      at.push(Date.now());
      throw new Error('The printer is on fire.');
    });
    await jobs.enqueue(job, data());
    await working(context, job, async () => (await states()).includes('failed'));
    expect(at).toHaveLength(3);
    const [first = 0, second = 0, third = 0] = at;
    expect(second - first).toBeGreaterThanOrEqual(1_000);
    expect(third - second).toBeGreaterThanOrEqual(2_000);
    expect(await rows()).toMatchObject([
      { attempts: 3, output: { message: 'The printer is on fire.' } },
    ]);
  });

  it('again after no longer than its longest pause', async () => {
    let attempts = 0;
    const pauses = { backoffSeconds: 600, maxBackoffSeconds: 1 };
    const job = sampleJob({ retries: 1, ...pauses }, async () => {
      attempts += 1;
      throw new Error('The printer is on fire.');
    });
    await jobs.enqueue(job, data());
    await working(context, job, async () => (await states()).includes('failed'));
    expect(attempts).toBe(2);
  });

  it('once where every other attempt would end the same', async () => {
    const job = sampleJob({ retries: 5 }, async () => {
      throw new PermanentError('The printer is sold.');
    });
    await jobs.enqueue(job, data());
    await working(context, job, async () => (await states()).includes('failed'));
    expect(await rows()).toMatchObject([
      { attempts: 1, output: { message: 'The printer is sold.' } },
    ]);
  });

  it('again where its data are not what its schema takes any more', async () => {
    const newer = sampleJob({ retries: 0, schema: z.strictObject({}) as never }, async () => {});
    await jobs.enqueue(idle, data());
    await working(context, newer, async () => (await states()).includes('failed'));
    const [row] = await rows();
    expect(row?.output?.message).toContain('The data of sample are not valid');
  });

  it('no longer than it may', async () => {
    const runs: JobRun[] = [];
    const job = sampleJob({ retries: 0, timeoutSeconds: 0.2 }, async (_data, run) => {
      runs.push(run);
      await delay(60_000, undefined, { ref: false });
    });
    await jobs.enqueue(job, data());
    await working(context, job, async () => (await states()).includes('failed'));
    expect(runs[0]?.signal.aborted).toBe(true);
    expect((await rows())[0]?.output).toEqual({ message: 'It took longer than 0.2 s.' });
  });
});

describe('a worker that stops', () => {
  it('lets what runs come to its end, and takes nothing new', async () => {
    let begun = 0;
    const job = sampleJob({}, async () => {
      begun += 1;
      await delay(500);
    });
    for (let count = 0; count < 3; count += 1) await jobs.enqueue(job, data());
    await working(context, job, () => begun === 1);
    expect(begun).toBe(1);
    expect((await states()).toSorted()).toEqual(['completed', 'created', 'created']);
  });

  it('hands back what does not end in time, which costs it no attempt', async () => {
    const attempts: number[] = [];
    const job = sampleJob({ retries: 0 }, async (_data, { attempt, signal }) => {
      attempts.push(attempt);
      if (attempts.length === 1) await delay(60_000, undefined, { signal });
    });
    await jobs.enqueue(job, data());
    await working(context, job, () => attempts.length === 1, 100);
    expect(await states()).toEqual(['retry']);
    await working(context, job, async () => (await states()).includes('completed'));
    expect(attempts).toEqual([1, 1]);
  });
});

describe('a schedule', () => {
  it('is kept for all processes, and goes with the setting', async () => {
    const schedules = () => context.dataSource.query('SELECT cron, timezone FROM pgboss.schedule');
    const schema = z.strictObject({}) as never;
    const scheduled = { schema, cron: '0 6 * * *', timeZone: 'Europe/Berlin' };
    await working(
      context,
      sampleJob(scheduled, async () => {}),
      () => true,
    );
    expect(await schedules()).toContainEqual({ cron: '0 6 * * *', timezone: 'Europe/Berlin' });
    await working(context, idle, () => true);
    expect(await schedules()).not.toContainEqual({ cron: '0 6 * * *', timezone: 'Europe/Berlin' });
  });

  it('starts a job, once', async () => {
    // So long ago that it is time to look at the schedules again.
    await context.dataSource.query('UPDATE pgboss.version SET cron_on = NULL');
    let runs = 0;
    const schema = z.strictObject({}) as never;
    const job = sampleJob({ schema, cron: '* * * * *' }, async () => {
      runs += 1;
    });
    await working(context, job, () => runs > 0);
    expect(await states()).toEqual(['completed']);
  });

  it('needs data that nobody has to give', () => {
    const schema = z.strictObject({ sampleId: z.uuid() });
    expect(() => defineJob({ name: 'sample', schema, cron: '* * * * *' }, async () => {})).toThrow(
      'each field of its data needs a default',
    );
  });
});
