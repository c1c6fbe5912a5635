import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Service } from '../../support/service.js';
import { type Check, noFlaws, noTables } from '../check.js';
import { DatabaseProxy } from '../database-proxy.js';
import { type Answer, Client, expected, isObject, type Json, objectOf, parse, show } from '../http.js';
import type { Live } from '../subject.js';
import { base, listPath, tableOf } from '../world.js';
import { rawRequest } from './rest-errors.js';

const l1: Check = {
  item: 'L1',
  title: 'a sane X-Request-Id goes through answer, problem and log; others do not',
  how: 'An id of letters, digits, dots and dashes up to 64 is taken over, any other replaced; it is in the answer, the problem and each line.',
  async run(subject) {
    const { client, service } = await subject.live();
    const id = `my-id.${Date.now()}`;
    const answer = await client.get(`${base}/nothing-here`, { headers: { 'x-request-id': id } });
    assert.equal(answer.headers['x-request-id'], id);
    assert.equal(objectOf(answer)['requestId'], id);
    await delay(200);
    const lines = service
      .logs()
      .split('\n')
      .filter((line) => line.includes(id));
    assert.ok(lines.length > 0, 'the log does not have it');
    for (const line of lines) assert.equal(typeof JSON.parse(line), 'object');
    const fine = await client.get('/health/live', { headers: { 'x-request-id': id } });
    assert.equal(fine.headers['x-request-id'], id);

    const flaws: string[] = [];
    for (const bad of [
      'x'.repeat(10_000),
      'a b',
      '<script>',
      'a"b',
      '{}',
      "a'; --",
      'é',
      'a\tb',
      '../x',
      '',
    ]) {
      const headers = { 'x-request-id': Buffer.from(bad).toString('latin1') };
      const echoed = String((await client.get('/health/live', { headers })).headers['x-request-id']);
      if (echoed === headers['x-request-id'] || !/^[\w.-]{1,128}$/.test(echoed))
        flaws.push(`${bad.slice(0, 20)} -> ${echoed.slice(0, 40)}`);
    }
    const split =
      'GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Request-Id: ok\r\n Set-Cookie: a=b\r\n\r\n';
    if (/set-cookie/i.test(await rawRequest(service.port, split))) flaws.push('a folded line went through');
    noFlaws(flaws);
  },
};

const innards =
  /\n\s+at |node_modules|\.[jt]s:\d|\bSELECT\b.*\bFROM\b|INSERT INTO|relation \\?"|QueryFailed|TypeError|SyntaxError|Unexpected token|\/(?:app|home|tmp|root|work)\/|ECONN|constraint "|typeorm|express/i;

const l3: Check = {
  item: 'L3',
  title: 'no answer shows a stack, SQL or a path',
  how: 'Problems have fixed texts for what is not foreseen; the error itself goes to the log.',
  async run(subject) {
    const live = await subject.live();
    const { client, document, world } = live;
    if (!world.hasAuth && world.resources.length === 0) return noTables;
    const answers: Answer[] = [];
    for (const operation of document.api) {
      const token = (await world.callerOf(operation))?.token;
      const path = await world.pathFor(operation);
      answers.push(await client.ask(operation.method, `${path}?x=%00`, { token }));
      if (operation.body) answers.push(await client.ask(operation.method, path, { token, raw: '{bad' }));
    }
    answers.push(await client.get('/%'), await client.get('/api/v1/%E0%A4%A'), await client.get('/nope.js'));
    const broken = await failuresOfOurs(live);
    assert.ok(
      broken.every(({ status }) => status === 500),
      `no 500 seen: ${broken.map(show).join('\n')}`,
    );
    noFlaws([...answers, ...broken].filter(({ text }) => innards.test(text)).map(show));
  },
};

/** A table that is gone is a mistake nobody has foreseen: what comes out then? */
async function failuresOfOurs({ client, sql, world }: Live): Promise<readonly Answer[]> {
  const [resource] = world.resources;
  const table = resource ? tableOf(resource) : 'users';
  const path = resource ? listPath(resource) : `${base}/users`;
  const token = (resource ? await world.writerOf(resource) : await world.mighty())?.token;
  // The caller is looked up in users, so that one cannot go.
  const column = resource ? undefined : 'name';
  const [away, back] = column
    ? [
        `ALTER TABLE ${table} RENAME COLUMN ${column} TO gone`,
        `ALTER TABLE ${table} RENAME COLUMN gone TO ${column}`,
      ]
    : [`ALTER TABLE "${table}" RENAME TO gone`, `ALTER TABLE gone RENAME TO "${table}"`];
  await sql.query(away);
  try {
    return [await client.get(path, { token }), await client.get(`${path}?cursor=`, { token })];
  } finally {
    await sql.query(back);
  }
}

const l4: Check = {
  item: 'L4',
  title: 'live and ready; not ready while the database is down, and ready again after',
  how: '`/health/live` asks nothing, `/health/ready` the database on a connection of its own, with a limit of 2 s.',
  async run(subject) {
    const proxy = await DatabaseProxy.to(subject.databaseUrl);
    const service = await subject.boot({ env: { DATABASE_URL: proxy.url } });
    const client = new Client(service.url);
    try {
      for (const path of ['/health/live', '/health/ready']) expected(await client.get(path), 200);
      proxy.cut();
      const started = Date.now();
      const stopped = await untilStatus(client, 503);
      assert.ok(stopped, '/health/ready: 503 expected');
      assert.ok(Date.now() - started < 5_000, 'the answer took more than 5 s');
      expected(await client.get('/health/live'), 200);
      proxy.mend();
      assert.ok(await untilStatus(client, 200), 'it does not come back');
    } finally {
      client.close();
      await service.stop();
      await proxy.close();
    }
  },
};

/** An answer may be a moment old. */
export async function untilStatus(client: Client, status: number): Promise<boolean> {
  const deadline = Date.now() + 10_000;
  while ((await client.get('/health/ready')).status !== status) {
    if (Date.now() > deadline) return false;
    await delay(100);
  }
  return true;
}

const friend = 'https://app.example.com';
const strangers = [
  'https://evil.example',
  `${friend}.evil.example`,
  'https://evilapp.example.com',
  'http://app.example.com',
  'null',
];

const l5: Check = {
  item: 'L5',
  title: 'security headers on every answer, CORS by allow-list, nothing about the framework',
  how: 'helmet with a policy that allows the service itself only, cors with the origins of CORS_ORIGINS, `x-powered-by` off.',
  async run(subject) {
    const service = await subject.boot({ env: { CORS_ORIGINS: friend } });
    const client = new Client(service.url);
    const flaws: string[] = [];
    try {
      for (const path of [
        '/health/live',
        `${base}/nothing`,
        '/openapi.json',
        '/api-docs/',
        '/%',
        '/nothing',
      ]) {
        flaws.push(...flawsOfHeaders(await client.get(path)));
      }
      for (const origin of strangers) {
        const answers = await crossOrigin(client, origin);
        flaws.push(
          ...answers.filter((answer) => allowed(answer, origin)).map((one) => `${origin}: ${show(one)}`),
        );
      }
      const answers = await crossOrigin(client, friend);
      const refused = answers.filter(({ headers }) => headers['access-control-allow-origin'] !== friend);
      flaws.push(...refused.map((one) => `${friend} is not allowed: ${show(one)}`));
      const unguarded = answers.filter(({ headers }) => !/origin/i.test(String(headers.vary)));
      flaws.push(...unguarded.map((one) => `Vary lacks Origin: ${show(one)}`));
    } finally {
      client.close();
      await service.stop();
    }
    noFlaws(flaws);
  },
};

const crossOrigin = (client: Client, origin: string): Promise<Answer[]> =>
  Promise.all([
    client.get('/health/live', { headers: { origin } }),
    client.ask('OPTIONS', `${base}/auth/me`, {
      headers: {
        origin,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
      },
    }),
  ]);

const allowed = ({ headers }: Answer, origin: string): boolean =>
  ['*', origin].includes(String(headers['access-control-allow-origin'])) ||
  headers['access-control-allow-credentials'] !== undefined;

function flawsOfHeaders(answer: Answer): readonly string[] {
  const { headers } = answer;
  const policy = String(headers['content-security-policy'] ?? '');
  return [
    ...(headers['x-content-type-options'] === 'nosniff' ? [] : ['no nosniff']),
    ...(/default-src/.test(policy) && !/default-src[^;]*\*/.test(policy)
      ? []
      : ['no content security policy']),
    ...(/frame-ancestors '(?:none|self)'/.test(policy) ? [] : ['may be framed']),
    ...(Number(/max-age=(\d+)/.exec(String(headers['strict-transport-security']))?.[1]) > 1e7
      ? []
      : ['no HSTS']),
    ...(headers['x-powered-by'] === undefined ? [] : ['x-powered-by']),
    ...(/express|nest|node/i.test(String(headers['server'] ?? '')) ? ['server'] : []),
    ...(/no-referrer|same-origin/.test(String(headers['referrer-policy'])) ? [] : ['no referrer policy']),
  ].map((flaw) => `${flaw}: ${answer.asked}`);
}

const SOON_MS = 5_000;

/** Lines of the log, as objects. */
const linesOf = (service: Service): readonly Json[] =>
  service
    .logs()
    .split('\n')
    .map((line) => parse(line))
    .filter(isObject);

async function lineWith(service: Service, fits: (line: Json) => boolean): Promise<Json> {
  const deadline = Date.now() + SOON_MS;
  for (;;) {
    const line = linesOf(service).find(fits);
    if (line || Date.now() > deadline) return line ?? {};
    await delay(20);
  }
}

const l6: Check = {
  item: 'L6',
  title: 'the log says who called, from where and in which trace, and has the events of accounts, as ids',
  how: 'What a request is about is in an AsyncLocalStorage, from which each line takes request, trace, user and (LOG_ADDRESSES) address. Failed logins, reuse, limits and changes of accounts are lines with an `event`.',
  async run(subject) {
    const live = await subject.live();
    noFlaws([...(await flawsOfRequestLine(live)), ...(await flawsOfEvents(live))]);
  },
};

async function flawsOfRequestLine({ client, service, world }: Live): Promise<readonly string[]> {
  const person = world.hasAuth ? await world.signUp() : undefined;
  const traceId = randomBytes(16).toString('hex');
  const id = randomBytes(8).toString('hex');
  const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01`, 'x-request-id': id };
  const path = person ? `${base}/auth/me` : '/health/live';
  await client.get(path, { headers, token: person?.token });
  const line = await lineWith(service, ({ requestId }) => requestId === id);
  const wanted = { traceId, ...(person && { userId: person.id }) };
  return [
    ...Object.entries(wanted)
      .filter(([name, value]) => line[name] !== value)
      .map(([name]) => `the line of a request has no ${name}`),
    ...(String(line['address']).includes('127.0.0.1') ? [] : ['the line of a request has no address']),
  ];
}

async function flawsOfEvents({ client, service, world }: Live): Promise<readonly string[]> {
  if (!world.hasAuth) return [];
  const person = await world.signUp();
  const token = (await world.admin()).token;
  await client.post(`${base}/auth/login`, { email: person.email, password: 'not the password 42' });
  expected(await client.ask('patch', `${base}/users/${person.id}`, { token, body: { role: 'admin' } }), 200);
  const flaws: string[] = [];
  for (const event of ['login.succeeded', 'login.failed', 'account.changed']) {
    const line = await lineWith(service, (one) => one['event'] === event && one['accountId'] === person.id);
    if (line['event'] === undefined) flaws.push(`no line is the event ${event}`);
  }
  return flaws;
}

const c6: Check = {
  item: 'C6',
  title: 'a proxy that nobody told the service of is told of, once',
  how: 'The first request that names another address (X-Forwarded-For, Forwarded) while TRUST_PROXY is 0 is a warning: behind a proxy all callers would share one limit.',
  async run(subject) {
    const service = await subject.boot();
    const client = new Client(service.url);
    try {
      for (const address of ['203.0.113.1', '203.0.113.2']) {
        await client.get('/health/live', { headers: { 'x-forwarded-for': address } });
      }
      await lineWith(service, ({ msg }) => String(msg).includes('TRUST_PROXY'));
      const lines = linesOf(service).filter(({ msg }) => String(msg).includes('TRUST_PROXY'));
      assert.equal(lines.length, 1, `${lines.length} lines tell of TRUST_PROXY`);
    } finally {
      client.close();
      await service.stop();
    }
  },
};

export const observabilityChecks: readonly Check[] = [c6, l1, l3, l4, l5, l6];
