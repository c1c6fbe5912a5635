import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';

describe('health', () => {
  let app: TestApp;
  let draining = false;

  beforeAll(async () => {
    app = await startApp({ isDraining: () => draining });
  });
  afterAll(() => app.close());

  it('is live and ready', async () => {
    await app.http.get('/health/live').expect(200, { status: 'ok' });
    const ready = await app.http.get('/health/ready').expect(200, { status: 'ok' });
    expect(ready.headers['cache-control']).toBe('no-store');
  });

  it('is not ready, and takes nothing new, while it shuts down', async () => {
    draining = true;
    await app.http.get('/health/live').expect(200);
    await app.http.get('/health/ready').expect(503);
    const refused = await app.http.get('/api/v1/anything').expect(503);
    expect(refused.headers['retry-after']).toBe('5');
    expect(refused.headers['connection']).toBe('close');
    draining = false;
  });

  it('is not ready without its database', async () => {
    const other = await startApp();
    await other.context.dataSource.destroy();
    const { body } = await other.http.get('/health/ready').expect(503);
    expect(body).toMatchObject({ status: 503, detail: 'The database does not answer.' });
    await other.http.get('/health/live').expect(200);
  });

  it('is not ready while a server it is connected to does not answer', async () => {
    let answers = true;
    const ping = () => (answers ? Promise.resolve() : Promise.reject(new Error('gone')));
    const connections = [{ name: 'The broker', ping, close: () => Promise.resolve() }];
    const other = await startApp({ connections });
    await other.http.get('/health/ready').expect(200);
    answers = false;
    const { body } = await other.http.get('/health/ready').expect(503);
    expect(body).toMatchObject({ detail: 'The broker does not answer.' });
    await other.close();
  });
});
