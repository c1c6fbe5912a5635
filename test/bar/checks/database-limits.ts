import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { withClient } from '../../support/database.js';
import type { Service } from '../../support/service.js';
import { type Check, doesNotApply, noFlaws } from '../check.js';
import { DatabaseProxy } from '../database-proxy.js';
import { type Answer, Client, expected, show } from '../http.js';
import type { Live, Subject } from '../subject.js';
import { base, itemPath, tableOf } from '../world.js';

/** A service of its own whose every statement goes through a proxy. */
export interface Watched {
  readonly proxy: DatabaseProxy;
  readonly service: Service;
  readonly client: Client;
}

export async function watched<T>(
  subject: Subject,
  work: (parts: Watched) => Promise<T>,
  env: Readonly<Record<string, string>> = {},
): Promise<T> {
  const proxy = await DatabaseProxy.to(subject.databaseUrl);
  const service = await subject.boot({ env: { ...env, DATABASE_URL: proxy.url } });
  const client = new Client(service.url);
  try {
    return await work({ proxy, service, client });
  } finally {
    client.close();
    // Nobody can stop who still waits for an answer.
    proxy.release();
    await service.stop();
    await proxy.close();
  }
}

/** Requests that read and write one table. */
interface Ground {
  readonly table: string;
  read(client: Client): Promise<Answer>;
  write(client: Client): Promise<Answer>;
}

async function groundOf({ client, document, world }: Live): Promise<Ground | undefined> {
  const [resource] = world.resources;
  if (resource) {
    const token = (await world.writerOf(resource))?.token;
    const operation = document.find('put', itemPath(resource));
    assert.ok(operation, `${resource.name} cannot be replaced`);
    const path = await world.pathFor(operation);
    return {
      table: tableOf(resource),
      read: (at) => at.get(path, { token }),
      // Another body each time: what changes nothing may well not be written.
      write: async (at) => at.ask('put', path, { token, body: await world.bodyFor(operation) }),
    };
  }
  if (!world.hasAuth) return undefined;
  const { id } = await world.stranger();
  const token = (await world.admin()).token;
  expected(await client.get(`${base}/users`, { token }), 200);
  return {
    table: 'users',
    read: (at) => at.get(`${base}/users/${id}`, { token }),
    write: (at) => at.ask('patch', `${base}/users/${id}`, { token, body: { name: `Name ${Date.now()}` } }),
  };
}

const d8: Check = {
  item: 'D8',
  title: 'the pool, statements, locks and idle transactions have limits; a full pool is 503 within 5 s',
  how: 'The data source caps its pool (DATABASE_POOL_MAX) and sets the limits of each session; what runs into one is 503 with Retry-After.',
  async run(subject) {
    const ground = await groundOf(await subject.live());
    if (!ground) return doesNotApply('nothing in it uses the database');
    await watched(subject, async (parts) => {
      expected(await ground.read(parts.client), 200);
      noFlaws(flawsOfSettings(parts.proxy));
      noFlaws(await flawsOfFullPool(parts, ground));
      if (await interrupts(subject.databaseUrl)) noFlaws(await flawsOfLimits(subject, parts, ground));
    });
  },
};

const MAX_LIMIT_MS = 30_000;
const limits = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'];

/** What each session asks for when it starts: any limit, and none of minutes. */
function flawsOfSettings({ settings }: DatabaseProxy): readonly string[] {
  const flaws = settings.flatMap((asked) =>
    limits
      .filter((name) => !(milliseconds(asked[name]) > 0 && milliseconds(asked[name]) <= MAX_LIMIT_MS))
      .map((name) => `a session starts with ${name} = ${asked[name] ?? 'nothing'}`),
  );
  return [...new Set(flaws)];
}

function milliseconds(setting = ''): number {
  const [, amount, unit] = /^(\d+) *(ms|s|min)?$/.exec(setting) ?? [];
  return Number(amount) * (unit === 's' ? 1_000 : unit === 'min' ? 60_000 : 1);
}

const CALLERS = 60;
const MAX_POOL = 30;
const PATIENCE_MS = 5_000;

/**
 * The database takes no statement: whoever holds a connection waits for it, and nobody else for longer than 5 s, beside the time that
 * this machine needs to serve as many callers.
 */
async function flawsOfFullPool(
  { client, proxy, service }: Watched,
  ground: Ground,
): Promise<readonly string[]> {
  const others = [client, new Client(service.url)];
  const ask = (): readonly Promise<Answer>[] =>
    Array.from({ length: CALLERS }, (_, at) => ground.read(others[at % 2] ?? client));
  const start = Date.now();
  await Promise.all(ask());
  const serving = Date.now() - start;
  proxy.hold = 'statements';
  const asked = ask();
  const late = delay(PATIENCE_MS + 2 * serving, undefined);
  const inTime = await Promise.all(asked.map((one) => Promise.race([one, late])));
  proxy.release();
  const all = await Promise.all(asked);
  others[1]?.close();
  const answered = inTime.filter((answer) => answer !== undefined);
  const patient = all.filter((_, at) => inTime[at] === undefined);
  return [
    ...(proxy.mostAtOnce > MAX_POOL ? [`${proxy.mostAtOnce} connections for ${CALLERS} requests`] : []),
    ...(patient.length > proxy.mostAtOnce ? [`${patient.length} callers still waited after 5 s`] : []),
    ...(answered.length === 0 ? ['nobody was answered within 5 s'] : []),
    ...answered.filter((one) => one.status !== 503 || !one.headers['retry-after']).map(show),
    ...patient.filter(({ status }) => status !== 200).map((one) => `after the wait: ${show(one)}`),
    ...(await flawsOfRecovery(client, ground)),
  ].slice(0, 10);
}

async function flawsOfRecovery(client: Client, ground: Ground): Promise<readonly string[]> {
  const answers = await Promise.all([ground.read(client), ground.read(client), ground.write(client)]);
  return answers.filter(({ status }) => status !== 200).map((one) => `no recovery: ${show(one)}`);
}

/** Whether the database ends statements that take too long: an embedded one cannot. */
function interrupts(url: string): Promise<boolean> {
  return withClient(url, async (client) => {
    const { rows } = await client.query('SELECT version()');
    return !/emscripten|emcc|wasm/i.test(JSON.stringify(rows));
  });
}

const LIMIT_REACHED_MS = 16_000;

/** Each limit is run into, and the database tells which one it was. */
async function flawsOfLimits(subject: Subject, parts: Watched, ground: Ground): Promise<readonly string[]> {
  const locked = await whileLocked(subject, ground, () => timed(ground.read(parts.client)));
  const slow = await whileSlow(subject, ground, () => timed(ground.write(parts.client)));
  parts.proxy.hold = 'statements in a transaction';
  const idle = await timed(ground.write(parts.client));
  parts.proxy.release();
  const { errors, endedByDatabase } = parts.proxy;
  return [
    ...[locked, slow, idle].filter(({ answer }) => answer.status !== 503).map(({ answer }) => show(answer)),
    ...[locked, slow, idle]
      .filter(({ tookMs }) => tookMs > LIMIT_REACHED_MS)
      .map(({ answer, tookMs }) => `${tookMs} ms: ${show(answer)}`),
    ...(errors.includes('55P03') ? [] : ['the wait for a lock has no limit']),
    ...(errors.includes('57014') ? [] : ['a statement has no limit']),
    ...(endedByDatabase > 0 ? [] : ['an idle transaction has no limit']),
    ...(await flawsOfRecovery(parts.client, ground)),
  ];
}

async function timed(work: Promise<Answer>): Promise<{ readonly answer: Answer; readonly tookMs: number }> {
  const start = Date.now();
  const answer = await work;
  return { answer, tookMs: Date.now() - start };
}

/** Somebody else has the whole table. */
const whileLocked = <T>({ databaseUrl }: Subject, { table }: Ground, work: () => Promise<T>): Promise<T> =>
  withClient(databaseUrl, async (client) => {
    await client.query(`BEGIN; LOCK TABLE "${table}" IN ACCESS EXCLUSIVE MODE`);
    return work().finally(() => client.query('ROLLBACK'));
  });

/** Every change to the table takes a minute. */
const whileSlow = <T>({ databaseUrl }: Subject, { table }: Ground, work: () => Promise<T>): Promise<T> =>
  withClient(databaseUrl, async (client) => {
    await client.query(`CREATE OR REPLACE FUNCTION bar_slow() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM pg_sleep(60); RETURN NEW; END $$`);
    await client.query(`CREATE TRIGGER bar_slow BEFORE UPDATE ON "${table}" EXECUTE FUNCTION bar_slow()`);
    return work().finally(async () => {
      await client.query(`DROP TRIGGER bar_slow ON "${table}"`);
      await client.query('DROP FUNCTION bar_slow');
    });
  });

export const databaseLimitChecks: readonly Check[] = [d8];
