import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Module } from '../../src/module.js';
import { startApp, type TestApp } from '../support/app.js';

/** A mistake in a statement, while its parameters hold what nobody is to see. */
const mistake: Module = ({ dataSource }) => [
  {
    method: 'get',
    path: '/mistake',
    operationId: 'makeMistake',
    tag: 'Mistakes',
    summary: 'Mistake',
    access: 'public',
    responses: { 200: { description: 'Never.' } },
    handle: () => dataSource.query('SELECT * FROM no_such_table WHERE secret = $1', ['hush-hush']),
  },
];

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ parts: { middleware: [], modules: [mistake], pages: [] } });
});
afterAll(() => app.close());

it('is logged without its parameters', async () => {
  await app.http.get('/api/v1/mistake').expect(500);
  const lines = JSON.stringify(app.logs);
  expect(lines).toContain('no_such_table');
  expect(lines).not.toContain('hush');
});
