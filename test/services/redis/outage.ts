import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, expected } from '../../bar/http.js';
import type { Subject } from '../../bar/subject.js';
import { base } from '../../bar/world.js';
import type { RedisServer } from './server.js';

const LIMIT = 3;
/** Of the longest request: three limiters that give up after 250 ms each, a password, and a busy machine. */
const PATIENCE_MS = 2_500;
const READY_WITHIN_MS = 10_000;
const START_WITHIN_MS = 30_000;

/** L4: not ready without Redis and never stuck; at the start, when it dies, when it hangs; ready again each time. */
export async function outagesAreSurvived(subject: Subject, redis: RedisServer): Promise<void> {
  const env = { REDIS_URL: redis.url, TRUST_PROXY: '1', AUTH_RATE_LIMIT_MAX: String(LIMIT) };
  await subject.migrate();
  const service = await subject.launch({ env });
  const client = new Client(service.url);
  try {
    await until('live', client, START_WITHIN_MS);
    await servesWithout(client, 'at the start');
    await redis.start();
    await until('ready', client);
    await redis.stop();
    await servesWithout(client, 'when it has died');
    await redis.start();
    await until('ready', client);
    redis.hold();
    await servesWithout(client, 'when it hangs');
    redis.goOn();
    await until('ready', client);
    await redis.stop();
    service.signal('SIGTERM');
    assert.equal(await service.ended, 0, 'it does not end well without Redis');
    assert.ok(!service.logs().includes(redis.password), 'the password of Redis is in the log');
    assert.ok(!/unhandled/i.test(service.logs()), service.logs());
  } finally {
    redis.goOn();
    client.close();
    await service.stop();
  }
}

let callers = 0;

/** Not ready, alive, answering in time, and still counting who guesses. */
async function servesWithout(client: Client, when: string): Promise<void> {
  await until('not ready', client);
  expected(await inTime(when, () => client.get('/health/ready')), 503);
  expected(await inTime(when, () => client.get('/health/live')), 200);
  expected(await inTime(when, () => client.get(`${base}/posts`)), 200);
  const headers = { 'x-forwarded-for': `203.0.113.${(callers += 1)}` };
  const guess = { email: `somebody-${callers}@example.com`, password: 'a wrong pass phrase' };
  const login = () => inTime(when, () => client.post(`${base}/auth/login`, guess, { headers }));
  for (let tries = 0; tries < LIMIT; tries += 1) expected(await login(), 401);
  const { status } = await login();
  assert.equal(status, 429, `${when}: guessing has no limit`);
}

async function inTime<T>(when: string, ask: () => Promise<T>): Promise<T> {
  const startedAt = Date.now();
  const answer = await ask();
  const took = Date.now() - startedAt;
  assert.ok(took < PATIENCE_MS, `${when}: an answer took ${took} ms`);
  return answer;
}

async function until(
  state: 'live' | 'ready' | 'not ready',
  client: Client,
  withinMs = READY_WITHIN_MS,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  const wanted = state === 'not ready' ? 503 : 200;
  const path = `/health/${state === 'live' ? 'live' : 'ready'}`;
  const status = async () => (await client.get(path).catch(() => undefined))?.status;
  while ((await status()) !== wanted) {
    assert.ok(
      Date.now() < deadline,
      state === 'not ready' ? 'it is still ready' : `it is not ${state} in time`,
    );
    await delay(50);
  }
}
