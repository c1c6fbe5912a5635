import { randomBytes, randomUUID } from 'node:crypto';
import type { Resource } from '../../../src/resource/model.js';
import { type Check, doesNotApply, noFlaws } from '../check.js';
import type { Operation } from '../document.js';
import { type Answer, Client, expected, type Json, objectOf, show } from '../http.js';
import type { Live } from '../subject.js';
import { base, itemPath, listPath } from '../world.js';
import { freeTexts } from './rest-input.js';

const WRITERS = 8;

const r9: Check = {
  item: 'R9',
  title: 'strong ETags, 304 for what is known, 412 for a lost update, also of two at once',
  how: 'The ETag is the SHA-256 of the answer; If-Match is compared under the row lock of the transaction that writes.',
  async run(subject) {
    const live = await subject.live();
    const paths = await rowsWithTags(live);
    if (paths.length === 0) return doesNotApply('it has no rows to read');
    const flaws: string[] = [];
    for (const { path, token } of paths) flaws.push(...(await flawsOfReading(live.client, path, token)));
    for (const resource of live.world.resources) {
      flaws.push(...(await flawsOfWriting(live, resource)), ...(await flawsOfWriters(live, resource)));
    }
    noFlaws(flaws);
  },
};

interface Place {
  readonly path: string;
  readonly token: string | undefined;
}

/** A row and a list of everything that can be read. */
async function rowsWithTags({ document, world }: Live): Promise<readonly Place[]> {
  const token = (await world.mighty())?.token;
  const places: Place[] = [];
  for (const operation of document.api.filter(({ method }) => method === 'get')) {
    places.push({ path: await world.pathFor(operation), token });
    if (operation.isPublic) places.push({ path: await world.pathFor(operation), token: undefined });
  }
  return places;
}

const isStrong = (tag: string | undefined): tag is string => tag !== undefined && /^"[^"]+"$/.test(tag);

async function flawsOfReading(
  client: Client,
  path: string,
  token: string | undefined,
): Promise<readonly string[]> {
  const read = (tags?: string): Promise<Answer> =>
    client.get(path, { token, headers: tags === undefined ? {} : { 'if-none-match': tags } });
  const { etag } = expected(await read(), 200).headers;
  if (!isStrong(etag)) return [`the ETag of ${path} is ${String(etag)}`];
  const head = await client.ask('HEAD', path, { token });
  const flaws = head.headers.etag === etag ? [] : [`HEAD ${path} has another ETag`];
  // A cache compares weakly: W/"x" is "x" (RFC 9110, 13.1.2).
  for (const tags of [etag, `W/${etag}`, `"another", ${etag}`, `"another",W/${etag}`, '*']) {
    const answer = await read(tags);
    const kept = answer.headers.etag === etag && answer.headers['cache-control'] !== undefined;
    if (answer.status !== 304 || answer.text !== '' || !kept)
      flaws.push(`If-None-Match: ${tags}: ${show(answer)}`);
  }
  for (const tags of ['"another"', `W/"another", "x"`, etag.replaceAll('"', '')]) {
    const answer = await read(tags);
    if (answer.status !== 200) flaws.push(`If-None-Match: ${tags}: ${show(answer)}`);
  }
  return flaws;
}

interface Row {
  readonly path: string;
  readonly etag: string;
  readonly token: string | undefined;
  readonly isGone: boolean;
}

async function newRow({ client, world }: Live, resource: Resource): Promise<Row> {
  const token = (await world.writerOf(resource))?.token;
  const path = `${listPath(resource)}/${String((await world.create(resource))['id'])}`;
  return readAgain(client, { path, token });
}

async function readAgain(client: Client, { path, token }: Pick<Row, 'path' | 'token'>): Promise<Row> {
  const { etag } = expected(await client.get(path, { token }), 200).headers;
  return { path, token, etag: String(etag), isGone: false };
}

/** Which If-Match lets a write through. A writer compares strongly: W/"x" is never "x" (RFC 9110, 13.1.1). */
const conditions: readonly { readonly of: (etag: string) => string; readonly holds: boolean }[] = [
  { of: () => '"another"', holds: false },
  { of: (etag) => `W/${etag}`, holds: false },
  { of: (etag) => `"another", W/${etag}`, holds: false },
  { of: (etag) => `${etag.slice(0, -1)}x"`, holds: false },
  { of: (etag) => etag, holds: true },
  { of: (etag) => `"another", ${etag}`, holds: true },
  { of: () => '*', holds: true },
];

async function flawsOfWriting(live: Live, resource: Resource): Promise<readonly string[]> {
  const { client, document, world } = live;
  const flaws: string[] = [];
  let row = await newRow(live, resource);
  for (const method of ['put', 'patch', 'delete']) {
    const operation = document.find(method, itemPath(resource));
    if (!operation) continue;
    const ask = async (path: string, ifMatch: string): Promise<Answer> => {
      const body = operation.body && (await world.bodyFor(operation));
      return client.ask(method, path, { token: row.token, body, headers: { 'if-match': ifMatch } });
    };
    for (const { of, holds } of conditions) {
      row = row.isGone ? await newRow(live, resource) : await readAgain(client, row);
      const answer = await ask(row.path, of(row.etag));
      const wanted = holds ? (method === 'delete' ? 204 : 200) : 412;
      if (answer.status !== wanted) flaws.push(`${wanted} for If-Match: ${of(row.etag)}: ${show(answer)}`);
      flaws.push(...(await flawsOfResult(client, row, answer)));
      row = { ...row, isGone: answer.status === 204 };
    }
    const nothing = await ask(`${listPath(resource)}/${randomUUID()}`, '*');
    if (![404, 412].includes(nothing.status)) flaws.push(`If-Match: * of nothing: ${show(nothing)}`);
  }
  return flaws;
}

/** What was refused has changed nothing; what was written has the ETag that its writer was told. */
async function flawsOfResult(
  client: Client,
  { path, token, etag }: Row,
  answer: Answer,
): Promise<readonly string[]> {
  const now = (await client.get(path, { token })).headers.etag;
  if (answer.status === 412) return now === etag ? [] : [`refused, and yet written: ${show(answer)}`];
  if (answer.status !== 200) return [];
  const told = answer.headers.etag;
  return [
    ...(now === etag && answer.asked.startsWith('PUT') ? [`written, and the ETag stays: ${path}`] : []),
    ...(told === undefined || told === now ? [] : [`the writer was told ${told}, readers ${String(now)}`]),
  ];
}

/** Everybody has read the same and writes something else: one of them may. */
async function flawsOfWriters(live: Live, resource: Resource): Promise<readonly string[]> {
  const [text] = freeTexts(resource);
  if (!text || !live.document.find('patch', itemPath(resource))) return [];
  const { path, token, etag } = await newRow(live, resource);
  const bodies = Array.from({ length: WRITERS }, () => ({ [text.name]: randomBytes(6).toString('hex') }));
  const headers = { 'if-match': etag };
  const answers = await Promise.all(
    bodies.map((body) => live.client.ask('patch', path, { token, body, headers })),
  );
  const winners = bodies.filter((_, at) => answers[at]?.status === 200);
  const refused = answers.filter(({ status }) => status === 412);
  const statuses = answers.map(({ status }) => status).join(' ');
  if (winners.length !== 1 || refused.length !== WRITERS - 1) return [`at once: ${path} -> ${statuses}`];
  if (text.hidden) return [];
  const stored = objectOf(expected(await live.client.get(path, { token }), 200))[text.name];
  return stored === winners[0]?.[text.name] ? [] : [`${path} holds ${String(stored)}, which nobody won with`];
}

const friend = 'https://app.example.com';

const r10: Check = {
  item: 'R10',
  title: 'no cache keeps tokens or what is not for everybody, and Vary says what an answer depends on',
  how: 'The router sets `no-store` on everything but an anonymous read of public data (`no-cache`), errors are `no-store`, and Vary has Authorization and Origin.',
  async run(subject) {
    const { world } = await subject.live();
    const service = await subject.boot({ env: { CORS_ORIGINS: friend } });
    const client = new Client(service.url);
    try {
      const answers = [
        ...(await answersOfAll(await subject.live(), client)),
        ...(world.hasAuth ? await answersWithTokens(await subject.live(), client) : []),
      ];
      noFlaws(answers.flatMap((asked) => flawsOfCaching(asked, world.hasAuth)));
    } finally {
      client.close();
      await service.stop();
    }
  },
};

interface Asked {
  readonly answer: Answer;
  /** Nothing in it is for its caller alone. */
  readonly isForAll: boolean;
}

/** Every operation as somebody who may, as nobody, with a bad token, a bad query, and from another origin. */
async function answersOfAll({ document, world }: Live, client: Client): Promise<readonly Asked[]> {
  const all: Asked[] = [];
  for (const operation of document.api) {
    const token = (await world.callerOf(operation))?.token;
    const body = operation.body && (await world.bodyFor(operation));
    const kept = await world.pathFor(operation);
    const ask = async (query: string, more: { token?: string; headers?: Record<string, string> }) => {
      const path = operation.method === 'delete' ? await world.pathFor(operation) : kept;
      return client.ask(operation.method, `${path}${query}`, { body, ...more });
    };
    const mine = token === undefined ? {} : { token };
    const isForAll = isOpenRead(operation) && token === undefined;
    all.push({ answer: await ask('', mine), isForAll });
    all.push({ answer: await ask('?no-such-parameter=1', mine), isForAll: false });
    if (token === undefined) continue;
    const headers = { origin: friend, 'accept-encoding': 'gzip, br' };
    all.push({ answer: await ask('', { headers }), isForAll: isOpenRead(operation) });
    all.push({ answer: await ask('', { token: 'not.a.token' }), isForAll: false });
  }
  all.push({ answer: await client.get(`${base}/nothing`), isForAll: false });
  all.push({ answer: await client.ask('PURGE', `${base}/nothing`), isForAll: false });
  return all;
}

const isOpenRead = ({ method, isPublic }: Operation): boolean => method === 'get' && isPublic;

/** What hands out tokens, and a 304 of what is somebody's own. */
async function answersWithTokens({ world }: Live, client: Client): Promise<readonly Asked[]> {
  const { email, password, token } = await world.signUp();
  const login = expected(await client.post(`${base}/auth/login`, { email, password }), 200);
  const { refreshToken } = objectOf(login) as Json;
  const refresh = expected(await client.post(`${base}/auth/refresh`, { refreshToken }), 200);
  const me = expected(await client.get(`${base}/auth/me`, { token }), 200);
  const headers = { 'if-none-match': String(me.headers.etag) };
  const again = expected(await client.get(`${base}/auth/me`, { token, headers }), 304);
  return [login, refresh, me, again].map((answer) => ({ answer, isForAll: false }));
}

function flawsOfCaching({ answer, isForAll }: Asked, hasAuth: boolean): readonly string[] {
  const { headers, status } = answer;
  const control = String(headers['cache-control'] ?? '').toLowerCase();
  const vary = String(headers.vary ?? '').toLowerCase();
  // What everybody may read now may be gone for a reason a minute later: kept, but asked for again.
  const good = isForAll && status < 400 ? /no-cache|max-age=0|no-store/ : /no-store/;
  const lacks = (name: string): boolean => vary !== '*' && !vary.split(/, */).includes(name);
  return [
    ...(good.test(control) && !control.includes('public') ? [] : [`Cache-Control: ${control || 'none'}`]),
    ...(hasAuth && isForAll && lacks('authorization') ? ['Vary lacks Authorization'] : []),
    ...(lacks('origin') ? ['Vary lacks Origin'] : []),
    ...(headers['content-encoding'] && lacks('accept-encoding') ? ['Vary lacks Accept-Encoding'] : []),
  ].map((flaw) => `${flaw}: ${show(answer)}`);
}

export const restCachingChecks: readonly Check[] = [r9, r10];
