import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { probe } from '../../support/probe.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { DATABASE_POOL_MAX: '1' }, parts: probe });
});
afterAll(() => app.close());

it('answers 503 within seconds while every connection is taken, and recovers', async () => {
  const runner = app.context.dataSource.createQueryRunner();
  await runner.connect();
  const start = Date.now();
  await app.http.get('/health/ready').expect(200);
  const { headers, body } = await app.http.get('/api/v1/rows').expect(503);
  expect(Date.now() - start).toBeLessThan(5_000);
  expect(headers['retry-after']).toBe('5');
  expect(body.detail).toBe('The database does not answer. Try again.');
  await runner.release();
  await app.http.get('/api/v1/rows').expect(200, [{ one: 1 }]);
});
