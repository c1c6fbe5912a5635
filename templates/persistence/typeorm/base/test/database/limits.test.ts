import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Module } from '../../src/module.js';
import { startApp, type TestApp } from '../support/app.js';

/** An operation that needs the database. */
const rows: Module = ({ dataSource }) => [
  {
    method: 'get',
    path: '/rows',
    operationId: 'listRows',
    tag: 'Rows',
    summary: 'Rows',
    access: 'public',
    responses: { 200: { description: 'Rows.' } },
    handle: async (_input, res) => void res.json(await dataSource.query('SELECT 1 AS "one"')),
  },
];

let app: TestApp;
beforeAll(async () => {
  const env = { DATABASE_POOL_MAX: '1' };
  app = await startApp({ env, parts: { middleware: [], modules: [rows], pages: [] } });
});
afterAll(() => app.close());

it('answers 503 within seconds while every connection is taken, and recovers', async () => {
  const runner = app.context.dataSource.createQueryRunner();
  await runner.connect();
  const start = Date.now();
  const { headers, body } = await app.http.get('/api/v1/rows').expect(503);
  expect(Date.now() - start).toBeLessThan(5_000);
  expect(headers['retry-after']).toBe('5');
  expect(body.detail).toBe('The database does not answer. Try again.');
  await runner.release();
  await app.http.get('/api/v1/rows').expect(200, [{ one: 1 }]);
});
