import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { probe } from '../../support/probe.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ parts: probe });
});
afterAll(() => app.close());

it('is logged without its parameters', async () => {
  await app.http.get('/api/v1/mistakes').expect(500);
  const lines = JSON.stringify(app.logs);
  expect(lines).toContain('no_such_table');
  expect(lines).not.toContain('hush');
});
