import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { Check } from '../../bar/check.js';
import { expected, objectOf } from '../../bar/http.js';
import type { Subject } from '../../bar/subject.js';
import { base } from '../../bar/world.js';
import { countOf, query, until, withWorker } from '../working.js';
import { tables } from './probe.js';

/** Queues without a job, and nothing seen yet. */
export async function emptyQueues(subject: Subject): Promise<void> {
  await query(subject, `DELETE FROM pgboss.job`);
  await query(subject, tables);
}

const add = (subject: Subject, what: string): Promise<void> => subject.node(['dist/probe/add.js', what]);

const begun = (subject: Subject): Promise<void> =>
  until(
    'the slow job begins',
    30_000,
    async () => (await countOf(subject, `probe_runs WHERE job = 'slow'`)) > 0,
  );

export const jobChecks: readonly Check[] = [
  {
    item: 'J1',
    title: 'a transaction that fails leaves no job',
    how: '`Jobs` is `within` a transaction like a repository: pg-boss sends through its manager.',
    async run(subject) {
      await add(subject, 'rollback');
      assert.equal(await countOf(subject, `pgboss.job WHERE name = 'probe-quick'`), 0, 'a job is left');
    },
  },
  {
    item: 'J2',
    title: 'a process that dies right after its commit loses no job',
    how: 'A job is a row of the transaction.',
    async run(subject) {
      await assert.rejects(add(subject, 'die'));
      await withWorker(subject, () =>
        until('the job runs', 20_000, async () => (await countOf(subject, 'probe_effects')) === 1),
      );
    },
  },
  {
    item: 'J3',
    title:
      'a job whose worker is killed counts as failed within 10 s after its time is over, and runs again: its effect is there once',
    how: 'An attempt counts as failed 5 s after its time; every worker looks for such jobs each 5 s. Handlers are repeatable by the id of the job.',
    async run(subject) {
      await add(subject, 'slow');
      await withWorker(subject, async (worker) => {
        await begun(subject);
        worker.signal('SIGKILL');
        await worker.ended;
      });
      assert.equal(await countOf(subject, 'probe_effects'), 0);
      const [timeout, lostAfter, ownTime, booting] = [4_000, 5_000, 2_000, 5_000];
      await withWorker(subject, () =>
        until(
          'it runs again',
          timeout + lostAfter + 10_000 + ownTime + booting,
          async () => (await countOf(subject, `probe_runs WHERE what = 'done'`)) === 1,
        ),
      );
      assert.equal(await countOf(subject, 'probe_effects'), 1);
    },
  },
  {
    item: 'J4',
    title:
      'a job that always fails has its attempts after growing pauses, then an admin sees it, without a stack',
    how: 'pg-boss doubles the pause, by chance a bit more; the message of the last attempt is kept, and the API shows no data.',
    async run(subject) {
      await add(subject, 'failing');
      await withWorker(subject, () =>
        until(
          'it has failed',
          30_000,
          async () =>
            (await countOf(subject, `pgboss.job WHERE name = 'probe-failing' AND state = 'failed'`)) === 1,
        ),
      );
      await attemptsGrow(subject);
      await adminSees(subject);
    },
  },
  {
    item: 'J5',
    title:
      'SIGTERM lets a job of 2 s end, exits 0 within 10 s, and none of 100 that wait is lost or done twice',
    how: 'A worker stops fetching, waits 6.5 s for what runs, and hands back the rest without counting an attempt.',
    async run(subject) {
      await add(subject, 'many');
      await withWorker(subject, async (worker) => {
        await begun(subject);
        worker.signal('SIGTERM');
        const at = Date.now();
        const how = await Promise.race([worker.ended, delay(15_000, 'too late')]);
        assert.equal(how, 0, `it ended (${how}):\n${worker.logs()}`);
        assert.ok(Date.now() - at < 10_000, 'it took longer than 10 s');
      });
      assert.equal(await countOf(subject, `probe_runs WHERE what = 'done'`), 1, 'the slow job was cut off');
      assert.ok((await countOf(subject, 'probe_effects')) < 90, 'few waited');
      await withWorker(subject, () =>
        until('all are done', 40_000, async () => (await countOf(subject, 'probe_effects')) === 101),
      );
      assert.equal(await countOf(subject, `probe_runs WHERE job = 'quick'`), 100, 'some ran twice');
    },
  },
  {
    item: 'J6',
    title: 'a schedule starts a job once a minute, with two workers as with one',
    how: 'Schedules are rows; of all workers one starts the jobs of a minute, which a unique index holds.',
    async run(subject) {
      await query(subject, `UPDATE pgboss.version SET cron_on = NULL`);
      const seen = () =>
        query(
          subject,
          `SELECT extract(epoch FROM at)::float8 AS at FROM probe_runs WHERE job = 'cron' ORDER BY at`,
        );
      await withWorker(subject, () =>
        withWorker(subject, () =>
          until('it ran in two minutes', 150_000, async () => (await seen()).length >= 2),
        ),
      );
      const seconds = (await seen()).map(({ at }) => Number(at));
      const minutes = new Set(seconds.map((at) => Math.floor(at / 60)));
      // Two of one minute may lie on either side of its end.
      const areApart = seconds.every((at, index) => at - (seconds[index - 1] ?? 0) > 10);
      assert.ok(
        areApart && minutes.size === seconds.length,
        `more than once a minute: ${seconds.join(', ')}`,
      );
    },
  },
  {
    item: 'J7',
    title: 'of two jobs that wait with the same key there is one',
    how: 'Every queue has the policy `short`, a unique index; a job without a key has one of its own.',
    async run(subject) {
      await add(subject, 'keyed');
      assert.equal(await countOf(subject, `pgboss.job WHERE name = 'probe-keyed'`), 2, 'jobs for two keys');
    },
  },
  {
    item: 'J8',
    title: 'data that the schema does not take are refused when a job is added, and told nowhere',
    how: '`enqueue` parses what would be kept; the refusal names fields, not values.',
    async run(subject) {
      await add(subject, 'invalid');
      assert.equal(await countOf(subject, `pgboss.job WHERE name = 'probe-quick'`), 0, 'a job was added');
    },
  },
];

async function attemptsGrow(subject: Subject): Promise<void> {
  const rows = await query(
    subject,
    `SELECT extract(epoch FROM at - lag(at) OVER (ORDER BY at)) AS gap FROM probe_runs WHERE job = 'failing' ORDER BY at`,
  );
  const [first, second, ...more] = rows.slice(1).map(({ gap }) => Number(gap));
  assert.ok(first !== undefined && second !== undefined && more.length === 0, '3 attempts expected');
  assert.ok(first >= 1 && second >= 2 && second > first * 0.9, `pauses of ${first} s and ${second} s`);
}

async function adminSees(subject: Subject): Promise<void> {
  const { client, world } = await subject.live();
  const { token } = await world.admin();
  const answer = expected(await client.get(`${base}/jobs/failed`, { token }), 200);
  const text = JSON.stringify(objectOf(answer));
  assert.match(text, /The printer is on fire/);
  assert.doesNotMatch(text, /\.[jt]s:\d+|node_modules/, 'a stack is shown');
}
