import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Service } from '../../support/service.js';
import { type Check, noFlaws } from '../check.js';
import { type Operation, propertiesOf } from '../document.js';
import { type Ask, Client, expected, isObject, type Json, objectOf } from '../http.js';
import type { Live } from '../subject.js';
import { base, listPath, tableOf } from '../world.js';
import { rawRequest } from './rest-errors.js';

/** In everything that is planted, so that one search finds it. */
const mark = 'qxzvault';
const planted = (): string => `${mark}${randomBytes(6).toString('hex')}`;
const plantedEmail = (): string => `${planted()}@example.com`;

const l2: Check = {
  item: 'L2',
  title: 'a line of the log is one JSON object, no request can forge one, and none holds anything secret',
  how: 'pino writes a line per request without headers, body and query string; errors are told without the values of their statement.',
  async run(subject) {
    const live = await subject.live();
    // Whatever it could ever log.
    const service = await subject.boot({ env: { LOG_LEVEL: 'trace' } });
    const client = new Client(service.url);
    try {
      await plantEverywhere(live, client);
      const tokens = live.world.hasAuth ? await lifeOfAccount(live, client) : [];
      await forge(service, client);
      await failOurselves(live, client);
      await delay(300);
      noFlaws([
        ...flawsOfLines(service),
        ...secretsIn(service.logs(), tokens),
        ...secretsIn(subject.logs(), []),
      ]);
    } finally {
      client.close();
      await service.stop();
    }
  },
};

/** In the body, query, headers and cookies of every operation, of good requests and of bad ones. */
async function plantEverywhere({ document, world }: Live, client: Client): Promise<void> {
  for (const operation of document.api) {
    const path = await world.pathFor(operation);
    const token = (await world.callerOf(operation))?.token;
    const good = operation.body && {
      ...(await world.bodyFor(operation)),
      ...secretFields(document, operation),
    };
    const secret = { password: planted(), token: planted(), email: plantedEmail() };
    const asks: readonly Ask[] = [
      { body: good },
      { body: { ...good, ...secret, [planted()]: planted() } },
      { raw: `{"password":"${planted()}",` },
      { raw: `password=${planted()}`, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      { headers: { authorization: `Bearer ${planted()}`, cookie: `session=${planted()}` } },
      { headers: { authorization: `Basic ${btoa(`${planted()}:${planted()}`)}`, 'x-api-key': planted() } },
    ];
    for (const ask of asks) await client.ask(operation.method, path, { token, ...ask });
    await client.ask(operation.method, `${path}?token=${planted()}&email=${plantedEmail()}`, { token });
  }
}

/** Values for what an operation calls a password, token or address. */
function secretFields(document: Live['document'], { body }: Operation): Json {
  const names = Object.keys(propertiesOf(document, body));
  return Object.fromEntries(
    names.flatMap((name): [string, string][] => {
      if (/email/i.test(name)) return [[name, plantedEmail()]];
      return /password|token|secret/i.test(name) ? [[name, planted()]] : [];
    }),
  );
}

/** A life of an account, made of planted values; the tokens that it was given. */
async function lifeOfAccount({ document }: Live, client: Client): Promise<readonly string[]> {
  const [email, password, newPassword] = [plantedEmail(), planted(), planted()];
  const register = { email, password, name: `${mark} person` };
  expected(await client.post(`${base}/auth/register`, register), 201);
  expected(await client.post(`${base}/auth/register`, register), 409);
  expected(await client.post(`${base}/auth/login`, { email, password: planted() }), 401);
  const first = objectOf(expected(await client.post(`${base}/auth/login`, { email, password }), 200));
  const { refreshToken } = first;
  const second = objectOf(expected(await client.post(`${base}/auth/refresh`, { refreshToken }), 200));
  const token = String(second['accessToken']);
  const change = { currentPassword: password, newPassword };
  expected(await client.post(`${base}/auth/change-password`, change, { token }), 204);
  // One that was used up: that is logged, and the token is not.
  expected(await client.post(`${base}/auth/refresh`, { refreshToken }), 401);
  for (const forgotten of ['forgot-password', 'reset-password', 'verify-email']) {
    if (document.find('post', `${base}/auth/${forgotten}`))
      await client.post(`${base}/auth/${forgotten}`, { email, password: newPassword, token: planted() });
  }
  return [first, second].flatMap((session) =>
    ['accessToken', 'refreshToken'].flatMap((name) => String(session[name]).split('.').slice(-1)),
  );
}

const forged = JSON.stringify({ level: 'fatal', forged: true });

/** Line breaks and quotes wherever a request has room for them. */
async function forge({ port }: Service, client: Client): Promise<void> {
  const breaks = ['\n', '\r\n', '\r', '\u2028', '\u0085', '"}\n'];
  for (const lineBreak of breaks) {
    const text = `${lineBreak}${forged}${lineBreak}`;
    const escaped = encodeURIComponent(text);
    for (const path of [`/${escaped}`, `${base}/${escaped}`, `${base}/x?q=${escaped}`]) {
      const headers = { 'user-agent': escaped, referer: escaped, 'x-request-id': escaped };
      await client.get(path, { headers });
    }
    const [email, password] = [`${text}@example.com`, text];
    await client.post(`${base}/auth/login`, { email, password, [text]: text });
    await client.ask('POST', `${base}/auth/login`, { raw: `{"email":"${text}"` });
  }
  for (const between of ['\r\n ', '\n', '\r', '\\r\\n']) {
    const head = `GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Request-Id: a${between}${forged}`;
    await rawRequest(port, `${head}\r\n\r\n`, 500);
    await rawRequest(port, `GET /${between}${forged} HTTP/1.1\r\nHost: a\r\n\r\n`, 500);
  }
}

/** A mistake of ours while the statement at hand holds what nobody is to see. */
async function failOurselves({ sql, world }: Live, client: Client): Promise<void> {
  const [resource] = world.resources;
  const tables = [
    ...(world.hasAuth ? ['auth_sessions', 'users'] : []),
    ...(resource ? [tableOf(resource)] : []),
  ];
  const operation = async (): Promise<void> => {
    if (!world.hasAuth) return;
    const [email, password] = [plantedEmail(), planted()];
    await client.post(`${base}/auth/register`, { email, password, name: `${mark} person` });
    await client.post(`${base}/auth/login`, { email, password });
    await client.post(`${base}/auth/refresh`, { refreshToken: planted() });
  };
  await operation();
  for (const table of tables) {
    await sql.query(`ALTER TABLE "${table}" RENAME TO bar_gone`);
    try {
      await operation();
      if (resource) await client.get(`${listPath(resource)}?search=${planted()}`);
    } finally {
      await sql.query(`ALTER TABLE bar_gone RENAME TO "${table}"`);
    }
  }
}

function flawsOfLines(service: Service): readonly string[] {
  const lines = service.logs().split('\n').filter(Boolean);
  const flaws = lines.flatMap((line) => {
    const entry = parsed(line);
    if (!isObject(entry)) return [`no JSON object: ${line.slice(0, 200)}`];
    const isWhole = ['level', 'time', 'msg'].every((key) => key in entry);
    return isWhole && !('forged' in entry) ? [] : [`a strange line: ${line.slice(0, 200)}`];
  });
  return lines.length > 20 ? flaws : [...flaws, `${lines.length} lines is no log`];
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}

/** Besides what was planted: what the world of these checks is made of, and what only looks secret. */
const shapes: readonly RegExp[] = [
  new RegExp(mark, 'i'),
  /[\w.+-]+(?:@|%40)example\.com/i,
  /correct horse/i,
  /\beyJ[\w-]+\.[\w-]+/,
  /\$argon2/,
  /Bearer [\w.~+/-]{8}/i,
];

function secretsIn(logs: string, tokens: readonly string[]): readonly string[] {
  return logs.split('\n').flatMap((line) => {
    const found = shapes.map((shape) => shape.exec(line)?.[0]).find(Boolean);
    const secret = found ?? tokens.find((token) => line.includes(token));
    return secret === undefined ? [] : [`a secret is logged: ${secret} in ${line.slice(0, 300)}`];
  });
}

export const logChecks: readonly Check[] = [l2];
