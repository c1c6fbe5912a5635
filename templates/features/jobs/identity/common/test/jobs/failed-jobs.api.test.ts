import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { createQueue, dropQueue } from '../../src/platform/jobs/migrations.js';
import { startApp, type TestApp } from '../support/app.js';
import { signIn, type SignedInUser } from '../support/sign-in.js';
import { rowsOf, sampleJob, withQueue, working } from './queued.js';

const path = '/api/v1/jobs/failed';

let app: TestApp;
let admin: SignedInUser;

beforeAll(async () => {
  app = await startApp();
  admin = await signIn(app, { role: 'admin' });
  await withQueue(app.context.dataSource, createQueue);
});
afterAll(async () => {
  await withQueue(app.context.dataSource, dropQueue);
  await app.close();
});

const states = async () => (await rowsOf(app.context.dataSource)).map(({ state }) => state);
const list = async () => (await app.http.get(path).set(admin.headers).expect(200)).body;

it('is the business of an admin', async () => {
  const user = await signIn(app);
  const retry = `${path}/${randomUUID()}/retry`;
  await app.http.get(path).expect(401);
  await app.http.get(path).set(user.headers).expect(403);
  await app.http.post(retry).expect(401);
  await app.http.post(retry).set(user.headers).expect(403);
});

it('shows what failed and why, and has it tried once more', async () => {
  let isBroken = true;
  const job = sampleJob({ retries: 0 }, async () => {
    if (isBroken) throw new Error('The printer is on fire.');
  });
  const data = { sampleId: randomUUID() };
  const id = await new Jobs(app.context.dataSource.manager).enqueue(job, data);
  await working(app.context, job, async () => (await states()).includes('failed'));

  const { data: failed, meta } = await list();
  expect(meta).toEqual({ page: 1, limit: 20, total: 1, totalPages: 1 });
  const error = 'The printer is on fire.';
  expect(failed).toEqual([
    {
      id,
      job: 'sample',
      error,
      attempts: 1,
      createdAt: expect.any(String),
      failedAt: expect.any(String),
    },
  ]);

  await app.http.post(`${path}/${id}/retry`).set(admin.headers).expect(204);
  await app.http.post(`${path}/${id}/retry`).set(admin.headers).expect(404);
  expect((await list()).data).toEqual([]);
  isBroken = false;
  await working(app.context, job, async () => (await states()).includes('completed'));
});

it('knows failed jobs only', async () => {
  const retry = (id: string) => app.http.post(`${path}/${id}/retry`).set(admin.headers);
  await retry(randomUUID()).expect(404);
  await retry('abc').expect(400);
  await app.http.get(`${path}?limit=1000`).set(admin.headers).expect(400);
});
