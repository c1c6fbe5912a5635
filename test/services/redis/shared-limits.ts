import assert from 'node:assert/strict';
import { randomInt, randomUUID } from 'node:crypto';
import { noFlaws } from '../../bar/check.js';
import { type Answer, Client, expected, type Json, objectOf } from '../../bar/http.js';
import type { Subject } from '../../bar/subject.js';
import { base } from '../../bar/world.js';
import type { RedisServer } from './server.js';

const LIMIT = 4;
const GENERAL_LIMIT = 60;
const password = 'a long pass phrase';

/** Two processes of the project, asked in turn. */
class Pair {
  readonly #clients: readonly Client[];
  #asked = 0;

  constructor(urls: readonly string[]) {
    this.#clients = urls.map((url) => new Client(url));
  }

  ask(method: string, path: string, from: string, body?: Json, token?: string): Promise<Answer> {
    const client = this.#clients[this.#asked++ % this.#clients.length];
    assert.ok(client);
    return client.ask(method, path, { body, token, headers: { 'x-forwarded-for': from } });
  }

  close(): void {
    for (const client of this.#clients) client.close();
  }
}

/** An address that nobody was counted under. */
const address = (): string => `198.51.${randomInt(256)}.${randomInt(1, 255)}`;
const anybody = (): string => `marie-${randomUUID()}@example.com`;

interface Attempt {
  readonly operation: string;
  /** A body for somebody new: what the attempts have in common, and what tells one from the next. */
  readonly body: (email: string) => Json;
}

const attempts: readonly Attempt[] = [
  { operation: 'login', body: (email) => ({ email, password: 'wrong pass phrase' }) },
  { operation: 'register', body: (email) => ({ email, password, name: 'Marie' }) },
];

/** A7: what two processes count, they count together; Redis learns of nobody, and forgets. */
export async function limitsAreShared(subject: Subject, redis: RedisServer): Promise<void> {
  const env = {
    REDIS_URL: redis.url,
    TRUST_PROXY: '1',
    AUTH_RATE_LIMIT_MAX: String(LIMIT),
    RATE_LIMIT_MAX: String(GENERAL_LIMIT),
  };
  const services = [await subject.boot({ env }), await subject.boot({ env })];
  const pair = new Pair(services.map(({ url }) => url));
  try {
    const flaws: string[] = [];
    for (const attempt of attempts) flaws.push(...(await flawsOfAttempts(pair, attempt)));
    flaws.push(...(await flawsOfSessions(pair)), ...(await flawsOfRequests(pair)));
    noFlaws([...flaws, ...(await flawsOfKeys(redis))]);
  } finally {
    pair.close();
    await Promise.all(services.map((service) => service.stop()));
  }
}

async function flawsOfAttempts(pair: Pair, { operation, body }: Attempt): Promise<readonly string[]> {
  const path = `${base}/auth/${operation}`;
  const [email, from] = [anybody(), address()];
  return [
    ...(await flawsOfCount(`${operation} per account`, LIMIT, () =>
      pair.ask('POST', path, address(), body(email)),
    )),
    ...(await flawsOfCount(`${operation} per address`, LIMIT, () =>
      pair.ask('POST', path, from, body(anybody())),
    )),
  ];
}

/** What needs a session first: refreshing it, changing its owner's password. */
async function flawsOfSessions(pair: Pair): Promise<readonly string[]> {
  const email = anybody();
  expected(await pair.ask('POST', `${base}/auth/register`, address(), { email, password, name: 'M' }), 201);
  const session = expected(await pair.ask('POST', `${base}/auth/login`, address(), { email, password }), 200);
  const { accessToken, refreshToken } = objectOf(session);
  const change = { currentPassword: 'not this one', newPassword: 'another long pass phrase' };
  return [
    ...(await flawsOfCount('change-password per account', LIMIT, () =>
      pair.ask('POST', `${base}/auth/change-password`, address(), change, String(accessToken)),
    )),
    ...(await flawsOfCount('refresh per account', LIMIT, () =>
      pair.ask('POST', `${base}/auth/refresh`, address(), { refreshToken }),
    )),
  ];
}

async function flawsOfRequests(pair: Pair): Promise<readonly string[]> {
  const from = address();
  return flawsOfCount('requests per address', GENERAL_LIMIT, () => pair.ask('GET', `${base}/nothing`, from));
}

/** As many as the limit are let through, and the next two, one on each process, are not. */
async function flawsOfCount(
  what: string,
  limit: number,
  send: () => Promise<Answer>,
): Promise<readonly string[]> {
  const statuses: number[] = [];
  for (let index = 0; index < limit + 2; index += 1) statuses.push((await send()).status);
  const early = statuses.slice(0, limit).filter((status) => status === 429 || status >= 500);
  const late = statuses.slice(limit).filter((status) => status !== 429);
  return early.length + late.length === 0 ? [] : [`${what} is not shared: ${statuses.join(' ')}`];
}

async function flawsOfKeys(redis: RedisServer): Promise<readonly string[]> {
  const keys = await redis.command('KEYS', '*');
  // Every count above has a key.
  if (keys.length <= 10) return [`Redis has only ${keys.length} keys`];
  const ends = await Promise.all(keys.map(async (key) => Number((await redis.command('PTTL', key))[0])));
  return keys.flatMap((key, index) => {
    const end = ends[index] ?? 0;
    return [
      ...(key.startsWith('api:') ? [] : [`${key} does not name the project`]),
      ...(/marie|@|198\.51/.test(key) ? [`${key} tells of somebody in clear`] : []),
      // Gone between the two questions is fine, without an end is not.
      ...(end === -1 || end > 15 * 60_000 ? [`${key} never ends (${end})`] : []),
    ];
  });
}
