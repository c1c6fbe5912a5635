import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, expected, objectOf } from '../../bar/http.js';
import type { Subject } from '../../bar/subject.js';
import { base } from '../../bar/world.js';
import type { RedisServer } from './server.js';

const LIMIT = 3;
/** Of the longest request: three limiters that give up after 250 ms each, a password, and a busy machine. */
const PATIENCE_MS = 2_500;
const UP_WITHIN_MS = 6_000;

/** L4: not ready without Redis and never stuck; at the start, when it dies, when it hangs; ready again each time. */
export async function outagesAreSurvived(subject: Subject, redis: RedisServer): Promise<void> {
  const env = { REDIS_URL: redis.url, TRUST_PROXY: '1', AUTH_RATE_LIMIT_MAX: String(LIMIT) };
  await subject.migrate();
  const service = await subject.launch({ env });
  const client = new Client(service.url);
  try {
    await until('live', () => statusOf(client, '/health/live'), 200);
    await servesWithout(client, 'at the start');
    await redis.start();
    await until('ready', () => statusOf(client, '/health/ready'), 200);
    await redis.stop();
    await servesWithout(client, 'when it has died');
    await redis.start();
    await until('ready again', () => statusOf(client, '/health/ready'), 200);
    redis.hold();
    await servesWithout(client, 'when it hangs');
    redis.goOn();
    await until('ready after hanging', () => statusOf(client, '/health/ready'), 200);
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

let houses = 0;

/** Not ready, alive, answering in time, and still counting who guesses. */
async function servesWithout(client: Client, when: string): Promise<void> {
  expected(await inTime(when, () => client.get('/health/ready')), 503);
  expected(await inTime(when, () => client.get('/health/live')), 200);
  expected(await inTime(when, () => client.get(`${base}/posts`)), 200);
  const headers = { 'x-forwarded-for': `203.0.113.${(houses += 1)}` };
  const guess = { email: `somebody-${houses}@example.com`, password: 'a wrong pass phrase' };
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

const statusOf = async (client: Client, path: string): Promise<number> => {
  const answer = await client.get(path).catch(() => undefined);
  if (answer?.status === 503) objectOf(answer);
  return answer?.status ?? 0;
};

async function until(what: string, ask: () => Promise<number>, status: number): Promise<void> {
  const deadline = Date.now() + UP_WITHIN_MS;
  while ((await ask()) !== status) {
    assert.ok(Date.now() < deadline, `it is not ${what} in time`);
    await delay(50);
  }
}
