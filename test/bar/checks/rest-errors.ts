import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Resource } from '../../../src/resource/model.js';
import { type Check, flawsOfAll, noFlaws } from '../check.js';
import type { ApiDocument, Operation } from '../document.js';
import { type Answer, Client, expected, isObject, objectOf, show } from '../http.js';
import type { Live, Subject } from '../subject.js';
import { base, itemPath, listPath } from '../world.js';

const has = (document: ApiDocument, method: string, path: string): boolean =>
  document.find(method, path) !== undefined;

/** A life of one row, and every status on its way. */
async function lifeOf({ client, document, world }: Live, resource: Resource): Promise<void> {
  const token = (await world.writerOf(resource))?.token;
  const created = expected(await world.tryCreate(resource), 201);
  const row = objectOf(created);
  const path = String(created.headers.location).replace(/^https?:\/\/[^/]+/, '');
  assert.equal(path, `${listPath(resource)}/${String(row['id'])}`, 'Location');
  const found = expected(await client.get(path, { token }), 200);
  assert.equal(objectOf(found)['id'], row['id']);
  const etag = String(found.headers.etag);
  assert.match(etag, /^"[^"]+"$/, 'a strong ETag');
  expected(await client.get(path, { token, headers: { 'if-none-match': etag } }), 304);

  for (const method of ['put', 'patch', 'delete']) {
    const operation = document.find(method, itemPath(resource));
    if (!operation) throw new Error(`There is no ${method} of ${itemPath(resource)}.`);
    const body = operation.body && (await world.bodyFor(operation));
    const stale = { 'if-match': '"somebody-elses-version"' };
    expected(await client.ask(method, path, { token, body, headers: stale }), 412);
    const missing = `${listPath(resource)}/${randomUUID()}`;
    expected(await client.ask(method, missing, { token, body }), 404);
    const current = String(expected(await client.get(path, { token }), 200).headers.etag);
    const done = await client.ask(method, path, { token, body, headers: { 'if-match': current } });
    expected(done, method === 'delete' ? 204 : 200);
    if (method === 'delete') assert.equal(done.text, '');
  }
  expected(await client.get(path, { token }), 404);
  expected(await client.get(`${listPath(resource)}/${randomUUID()}`, { token }), 404);
}

/** A method that the document does not have is 405, and Allow says which ones it has. */
async function flawsOfMethods({ client, document, world }: Live): Promise<readonly string[]> {
  const token = (await world.mighty())?.token;
  const flaws: string[] = [];
  for (const path of new Set(document.operations.map((operation) => operation.path))) {
    const concrete = path.replaceAll(/\{\w+\}/g, randomUUID());
    const missing = ['get', 'post', 'put', 'patch', 'delete'].filter(
      (method) => !has(document, method, path),
    );
    for (const method of missing) {
      const answer = await client.ask(method, concrete, { token, ...(method !== 'get' && { body: {} }) });
      const allow = String(answer.headers.allow).split(/, */);
      const known = document.operations
        .filter((one) => one.path === path)
        .map((one) => one.method.toUpperCase());
      if (answer.status !== 405) flaws.push(show(answer));
      else if (known.some((name) => !allow.includes(name)))
        flaws.push(`${path}: Allow is ${allow.join(', ')}`);
    }
  }
  return flaws;
}

const r1: Check = {
  item: 'R1',
  title: 'each status where it belongs',
  how: 'The router knows the methods of each path (405 with Allow), the parser the size and type, schemas the content; errors of the domain have a kind that one table turns into a status.',
  async run(subject) {
    const live = await subject.live();
    const { client, document, world } = live;
    for (const resource of world.resources) await lifeOf(live, resource);
    const flaws = [...(await flawsOfMethods(live))];
    for (const operation of document.api.filter(({ body }) => body)) {
      const path = await world.pathFor(operation);
      const token = (await world.callerOf(operation))?.token;
      const { method } = operation;
      const must = async (status: number, ask: Parameters<Client['ask']>[2]): Promise<void> => {
        const answer = await client.ask(method, path, { token, ...ask });
        if (answer.status !== status) flaws.push(`${status} expected: ${show(answer)}`);
      };
      await must(415, { raw: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } });
      await must(415, { raw: '<a/>', headers: { 'content-type': 'application/xml' } });
      await must(400, { raw: '{bad' });
      await must(422, { body: { surprise: 1 } });
    }
    flaws.push(...(await flawsOfConflicts(live)), ...(await flawsOfLimit(subject)));
    noFlaws(flaws);
  },
};

async function flawsOfConflicts({ client, world }: Live): Promise<readonly string[]> {
  const flaws: string[] = [];
  for (const resource of world.resources) {
    for (const field of resource.fields) {
      if (field.kind !== 'scalar' || !field.unique || field.readonly) continue;
      const row = await world.create(resource);
      const again = await world.tryCreate(resource, { [field.name]: row[field.name] });
      if (again.status !== 409) flaws.push(`409 expected: ${show(again)}`);
    }
  }
  if (!world.hasAuth) return flaws;
  const { email, password } = await world.owner();
  const again = await client.post(`${base}/auth/register`, { email, password, name: 'Again' });
  return again.status === 409 ? flaws : [...flaws, `409 expected: ${show(again)}`];
}

/** Its own process with a small limit: the one after the last is 429 with Retry-After, whatever X-Forwarded-For says. */
async function flawsOfLimit(subject: Subject): Promise<readonly string[]> {
  const service = await subject.boot({ env: { RATE_LIMIT_MAX: '5' } });
  const client = new Client(service.url);
  try {
    const answers: Answer[] = [];
    for (let at = 0; at < 7; at += 1) {
      const headers = { 'x-forwarded-for': `203.0.113.${at}` };
      answers.push(await client.get(`${base}/nothing-here`, { headers }));
    }
    const last = answers.at(-1);
    const good = answers[0]?.status === 404 && last?.status === 429 && last.headers['retry-after'];
    return good ? [] : [`429 expected: ${answers.map(({ status }) => status).join(' ')}`];
  } finally {
    client.close();
    await service.stop();
  }
}

const problemKeys = ['detail', 'errors', 'requestId', 'status', 'title', 'type'];

/** What keeps an answer from being a problem of the one shape. */
export function flawsOfProblem(answer: Answer): readonly string[] {
  const { status, headers, json } = answer;
  const flaw = (what: string): readonly string[] => [`${what}: ${show(answer)}`];
  if (!String(headers['content-type']).startsWith('application/problem+json')) return flaw('no problem+json');
  if (!isObject(json)) return flaw('no object');
  const strange = Object.keys(json).filter((key) => !problemKeys.includes(key));
  if (strange.length > 0) return flaw(`unknown ${strange.join(', ')}`);
  const texts = ['type', 'title', 'detail', 'requestId'].filter(
    (key) => typeof json[key] !== 'string' || json[key] === '',
  );
  if (texts.length > 0) return flaw(`no ${texts.join(', ')}`);
  if (json['status'] !== status) return flaw('another status');
  if (json['requestId'] !== headers['x-request-id']) return flaw('another request id');
  if (json['errors'] !== undefined && !areFieldErrors(json['errors'])) return flaw('errors');
  return [];
}

const areFieldErrors = (errors: unknown): boolean =>
  Array.isArray(errors) &&
  errors.length > 0 &&
  errors.every(
    (one) => isObject(one) && typeof one['field'] === 'string' && typeof one['message'] === 'string',
  );

const r2: Check = {
  item: 'R2',
  title: 'every error is one and the same kind of problem document',
  how: 'Every failure leaves through `sendProblem`, those of the HTTP parser through the same shape in `src/platform/http/server.ts`.',
  async run(subject) {
    const { client, document, service, world } = await subject.live();
    const flaws: string[] = [];
    const seen = new Set<number>();
    const hold = (answer: Answer): void => {
      if (answer.status >= 400) {
        seen.add(answer.status);
        flaws.push(...flawsOfProblem(answer));
      }
    };
    for (const operation of document.operations) {
      const token = (await world.callerOf(operation))?.token;
      for (const answer of await failuresOf({ client, world }, operation, token)) hold(answer);
    }
    for (const path of ['/', '/nothing', '/api', `${base}/nothing`, '/%', '/api/v1/%zz', '/a'.repeat(900)]) {
      hold(await client.get(path));
      hold(await client.ask('TRACE', path));
    }
    const strange = { 'content-encoding': 'gzip' };
    hold(await client.ask('POST', `${base}/nothing`, { raw: '{}', headers: strange }));
    hold(await client.get('/nothing', { headers: { 'x-long': 'x'.repeat(20_000) } }));
    const wanted = [404, 405, ...(world.hasAuth ? [401] : [])];
    if (document.api.length > 0) wanted.push(400);
    if (document.api.some(({ body }) => body)) wanted.push(413, 415, 422);
    flaws.push(...wanted.filter((status) => !seen.has(status)).map((status) => `no ${status} was seen`));
    flaws.push(...(await flawsOfRawRequests(service.port)));
    noFlaws(flaws);
  },
};

async function failuresOf(
  { client, world }: Pick<Live, 'client' | 'world'>,
  { method, path, body }: Operation,
  token: string | undefined,
): Promise<readonly Answer[]> {
  const concrete = path.replaceAll(/\{\w+\}/g, randomUUID());
  const ask = (options: Parameters<Client['ask']>[2], url = concrete): Promise<Answer> =>
    client.ask(method, url, { token, ...options });
  const common = [
    ask({ token: 'not.a.token' }),
    ask({}, `${concrete}?no-such-parameter=1`),
    ...(path.includes('{') ? [ask({}, path.replaceAll(/\{\w+\}/g, 'abc'))] : []),
    client.ask('PURGE', concrete),
    ...(world.hasAuth ? [ask({ token: undefined })] : []),
  ];
  const bodies: readonly Parameters<Client['ask']>[2][] = [
    { raw: '{bad' },
    { body: [] },
    { body: {} },
    { raw: 'x', headers: { 'content-type': 'text/plain' } },
    { raw: JSON.stringify('x'.repeat(120_000)) },
    { raw: '{}', headers: { 'content-type': 'application/json; charset=latin1' } },
    { raw: '{}', headers: { 'content-encoding': 'br' } },
  ];
  const withBody = body ? bodies.map((options) => ask(options)) : [];
  return Promise.all([...common, ...withBody]);
}

/** What is no HTTP at all is refused by Node's parser, in the same way. */
async function flawsOfRawRequests(port: number): Promise<readonly string[]> {
  const requests = ['nonsense\r\n\r\n', 'GET / HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n'];
  const answers = await Promise.all(requests.map((text) => rawRequest(port, text)));
  return answers
    .filter(
      (text) =>
        !/^HTTP\/1\.1 4\d\d/.test(text) ||
        !/application\/problem\+json/i.test(text) ||
        !/"requestId":"./.test(text),
    )
    .map((text) => `no problem for what is no HTTP: ${text.slice(0, 200)}`);
}

/** Sends bytes and collects what comes until the other side closes, or the time is up. */
export async function rawRequest(port: number, text: string, withinMs = 3_000): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  socket.setEncoding('utf8').on('data', (part: string) => (received += part));
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
    socket.once('error', () => resolve());
  });
  socket.write(text);
  await Promise.race([closed, delay(withinMs)]);
  socket.destroy();
  return received;
}

const KEEP_ALIVE_LIMIT_MS = 10_000;
const HEADER_LIMIT_MS = 16_000;
const BODY_LIMIT_MS = 36_000;

const r11: Check = {
  item: 'R11',
  title: 'a body over 100 kB is 413, and a slow client is dropped',
  how: '`express.json` stops at 100 kB; the server has limits for headers (10 s), the whole request (30 s) and idle connections (5 s).',
  async run(subject) {
    const { client, document, service, world } = await subject.live();
    const withBody = document.api.filter(({ body }) => body);
    // They wait for half a minute, all at once, and meanwhile the rest is tried.
    const [idle, slow, ...slowBodies] = [
      untilClosed(service.port, 'GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n', KEEP_ALIVE_LIMIT_MS),
      untilClosed(service.port, 'GET /health/live HTTP/1.1\r\nHost: a\r\nX-Slow: ', HEADER_LIMIT_MS),
      ...withBody
        .slice(0, 1)
        .map((operation) => untilClosed(service.port, slowBody(operation), BODY_LIMIT_MS)),
    ];
    const kept = async (closed: Promise<boolean> | undefined, what: string): Promise<readonly string[]> =>
      (await closed) ? [] : [`${what} is kept`];
    noFlaws(
      await flawsOfAll(subject, [
        ...withBody.map((operation) => () => flawsOfSizes({ client, world }, operation)),
        () => kept(idle, 'an idle connection'),
        () => kept(slow, 'a client that never ends its headers'),
        ...slowBodies.map((body) => () => kept(body, 'a client that never ends its body')),
      ]),
    );
  },
};

const sizes = [
  [101 * 1024, true],
  [5_000_000, true],
  [90 * 1024, false],
] as const;

async function flawsOfSizes(
  { client, world }: Pick<Live, 'client' | 'world'>,
  operation: Operation,
): Promise<readonly string[]> {
  const token = (await world.callerOf(operation))?.token;
  const path = await world.pathFor(operation);
  const flaws: string[] = [];
  for (const [size, isTooLarge] of sizes) {
    const raw = JSON.stringify({ padding: 'x'.repeat(size - 14) });
    const answer = await client.ask(operation.method, path, { token, raw });
    if ((answer.status === 413) !== isTooLarge) flaws.push(`${size} bytes: ${show(answer)}`);
  }
  return flaws;
}

/** All of its headers, and the beginning of a body that comes by the letter. */
const slowBody = ({ method, path }: Operation): string =>
  `${method.toUpperCase()} ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"`;

async function untilClosed(port: number, text: string, withinMs: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const closed = new Promise<boolean>((resolve) => {
    socket.once('close', () => resolve(true));
    socket.once('error', () => undefined);
  });
  socket.resume().write(text);
  const drip = setInterval(() => text.endsWith('\r\n\r\n') || socket.write('x'), 1_000);
  const result = await Promise.race([closed, delay(withinMs, false)]);
  clearInterval(drip);
  socket.destroy();
  return result;
}

export const restErrorChecks: readonly Check[] = [r1, r2, r11];
