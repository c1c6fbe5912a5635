import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/config.js';
import { startApp, type TestApp } from '../support/app.js';
import { testEnvironment } from '../support/environment.js';
import { probe } from '../support/probe.js';

let silent: Server;
const sockets: Socket[] = [];
let app: TestApp | undefined;

beforeEach(async () => {
  silent = createServer((socket) => void sockets.push(socket));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await app?.close();
  app = undefined;
  for (const socket of sockets.splice(0)) socket.destroy();
  await new Promise((resolve) => silent.close(resolve));
});

// A port that nobody listens on.
const closed = 1;
const portOf: Readonly<Record<string, () => number>> = {
  'is not there': () => closed,
  'says nothing': () => (silent.address() as AddressInfo).port,
};

describe.each(Object.keys(portOf))('a Redis that %s', (which) => {
  const start = async (): Promise<TestApp> => {
    const REDIS_URL = `redis://user:hush-hush@127.0.0.1:${portOf[which]?.()}`;
    app = await startApp({ env: { REDIS_URL, RATE_LIMIT_MAX: '2' }, parts: probe });
    return app;
  };

  it('makes the service not ready, and keeps it alive', async () => {
    const { http } = await start();
    const { body } = await http.get('/health/ready').expect(503);
    expect(body).toMatchObject({ status: 503, detail: 'Redis does not answer.' });
    await http.get('/health/live').expect(200);
  });

  it('keeps no request waiting, and lets nobody in without a limit', async () => {
    const { http } = await start();
    const startedAt = Date.now();
    await http.get('/api/v1/probes').expect(200);
    await http.get('/api/v1/probes').expect(200);
    await http.get('/api/v1/probes').expect(429);
    expect(Date.now() - startedAt).toBeLessThan(4_500);
  });

  it('is not waited for at the end, and its password is not logged', async () => {
    const { http, logs, close } = await start();
    await http.get('/api/v1/probes').expect(200);
    app = undefined;
    const startedAt = Date.now();
    await close();
    expect(Date.now() - startedAt).toBeLessThan(4_500);
    expect(JSON.stringify(logs)).not.toContain('hush');
  });
});

it('tells once that Redis does not answer', async () => {
  app = await startApp({ env: { REDIS_URL: `redis://127.0.0.1:${closed}` }, parts: probe });
  await new Promise((resolve) => setTimeout(resolve, 500));
  const told = app.logs.filter(({ msg }) => msg === 'Redis does not answer');
  expect(told).toHaveLength(1);
});

it.each(['localhost:6379', 'http://localhost', 'redis://', 'redis:hush'])(
  'refuses %s as REDIS_URL',
  (REDIS_URL) => {
    const load = () => loadConfig({ ...testEnvironment, REDIS_URL });
    expect(load).toThrow(/REDIS_URL must be a URL that starts with redis:\/\/ or rediss:\/\//);
    expect(load).not.toThrow(/hush|6379/);
  },
);
