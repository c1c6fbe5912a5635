import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';

describe('the log', () => {
  it('names request, trace and address of the caller, and once a proxy that nobody told of', async () => {
    const { http, logs, close } = await startApp();
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const ask = (traceparent: string) =>
      http.get('/health/live').set({ traceparent, 'X-Forwarded-For': '203.0.113.9' });
    await ask(`00-${traceId}-00f067aa0ba902b7-01`);
    await ask('00-not-sane-01');
    await close();
    const lines = logs.filter(({ msg }) => msg === 'request completed');
    const common = { requestId: expect.any(String), address: expect.stringContaining('127.0.0.1') };
    expect(lines[0]).toMatchObject({ ...common, traceId });
    expect(lines[1]).toMatchObject(common);
    expect(lines[1]).not.toHaveProperty('traceId');
    expect(logs.filter(({ event }) => event === 'proxy.untrusted')).toHaveLength(1);
  });

  it('names nothing that a row is looked for by', async () => {
    const { http, logs, close } = await startApp();
    await http.get('/api/v1/people/by-mail/ada@example.com?mail=ada@example.com');
    await close();
    expect(JSON.stringify(logs)).not.toContain('ada');
    expect(logs).toContainEqual(expect.objectContaining({ path: '/api/v1/people/by-mail/*' }));
  });

  it('names no address where that is not wanted', async () => {
    const { http, logs, close } = await startApp({ env: { LOG_ADDRESSES: 'off' } });
    await http.get('/health/live');
    await close();
    expect(JSON.stringify(logs)).not.toContain('127.0.0.1');
  });
});

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

  it('is not ready while it shuts down, and goes on serving what is still sent', async () => {
    draining = true;
    await app.http.get('/health/live').expect(200);
    await app.http.get('/health/ready').expect(503);
    await app.http.get('/api/v1/anything').expect(404);
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
    // An answer holds for a moment.
    const { body } = await vi.waitFor(() => other.http.get('/health/ready').expect(503), 5_000);
    expect(body).toMatchObject({ detail: 'The broker does not answer.' });
    await other.close();
  });

  it('is asked of the servers once, however many want to know', async () => {
    let asked = 0;
    const ping = async () => void (asked += 1);
    const connections = [{ name: 'The broker', ping, close: () => Promise.resolve() }];
    const other = await startApp({ connections });
    await Promise.all(
      Array.from({ length: 20 }, () => other.http.get('/health/ready').expect(200)),
    );
    expect(asked).toBeLessThanOrEqual(3);
    await other.close();
  });

  it('is not ready before its database has had every migration', async () => {
    class Later9999999999999 {
      up = () => Promise.resolve();
      down = () => Promise.resolve();
    }
    const other = await startApp();
    const { migrations } = other.context.dataSource;
    migrations.push(new Later9999999999999());
    const { body } = await other.http.get('/health/ready').expect(503);
    expect(body).toMatchObject({ detail: 'The database lacks migrations.' });
    migrations.pop();
    await vi.waitFor(() => other.http.get('/health/ready').expect(200), 5_000);
    await other.close();
  });
});
