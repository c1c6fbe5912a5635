import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Resource } from '../../../src/resource/model.js';
import { type Check, doesNotApply, flawsOfAll, noFlaws } from '../check.js';
import type { DatabaseProxy } from '../database-proxy.js';
import type { Parameter } from '../document.js';
import { type Answer, Client, isObject, show } from '../http.js';
import type { Live } from '../subject.js';
import { itemPath, listPath } from '../world.js';
import { watched, type Watched } from './database-limits.js';

const CALLERS = 20;
const MOST_SEARCHES = 5;
const MOST_LISTS = 8;
const MAX_STATEMENT_MS = 5_000;
const PATIENCE_MS = 20_000;

const d13: Check = {
  item: 'D13',
  title:
    'searches and lists of many callers take a bounded part of the database, and keep nobody else waiting',
  how: 'Lists have connections of their own (LIST_POOL_MAX), searches others (SEARCH_POOL_MAX), with less time for a statement (LIST_TIMEOUT_MS). Who finds them taken for 2 s gets 503 with Retry-After; a search has at least 3 characters.',
  async run(subject) {
    const live = await subject.live();
    const searched = await groundOf(live, ({ name }) => name === 'search');
    const filtered = await groundOf(live, isFreeFilter);
    if (!searched && !filtered) return doesNotApply('no list of a resource can be searched or filtered');
    await watched(subject, async (parts) => {
      const tries = [
        ...(searched ? [() => flawsOfSearches(parts, searched), () => flawsOfLength(parts, searched)] : []),
        ...(filtered ? [() => flawsOfLists(parts, filtered)] : []),
      ];
      noFlaws(await flawsOfAll(subject, tries));
    });
  },
};

/** A list that a text can be given to, and what else is asked of its resource. */
interface Ground {
  readonly path: string;
  readonly parameter: string;
  readonly token: string | undefined;
  readonly lists: readonly string[];
  one(client: Client): Promise<Answer>;
  create(client: Client): Promise<Answer>;
}

async function groundOf(live: Live, isFit: (parameter: Parameter) => boolean): Promise<Ground | undefined> {
  for (const resource of live.world.resources) {
    const path = listPath(resource);
    const parameter = live.document.find('get', path)?.queryParameters.find(isFit)?.name;
    if (parameter !== undefined) return { path, parameter, ...(await othersOf(live, resource)) };
  }
  return undefined;
}

async function othersOf({ document, world }: Live, resource: Resource) {
  const token = (await world.writerOf(resource))?.token;
  const path = listPath(resource);
  const [post, get] = [document.find('post', path), document.find('get', itemPath(resource))];
  if (!post || !get) throw new Error(`${resource.name} cannot be created or read.`);
  const [body, item] = [await world.bodyFor(post), await world.pathFor(get)];
  return {
    token,
    lists: [path, `${path}?cursor=`],
    one: (client: Client) => client.get(item, { token }),
    create: (client: Client) => client.post(path, body, { token }),
  };
}

/** Any text or id can be filtered by, whether there is such a row or not. */
const isFreeFilter = ({ name, schema }: Parameter): boolean =>
  /^\w+$/.test(name) &&
  !['cursor', 'include', 'search', 'sort'].includes(name) &&
  schema['type'] === 'string' &&
  schema['enum'] === undefined &&
  (schema['format'] === 'uuid' || (schema['format'] === undefined && schema['pattern'] === undefined));

async function flawsOfSearches(parts: Watched, ground: Ground): Promise<readonly string[]> {
  const { one, create, lists, token } = ground;
  return flawsOfStorm(parts, ground, {
    what: 'searches',
    most: MOST_SEARCHES,
    others: (client) => [
      ...lists.map((path) => client.get(path, { token })),
      one(client),
      create(client),
      client.get('/health/ready'),
    ],
  });
}

async function flawsOfLists(parts: Watched, ground: Ground): Promise<readonly string[]> {
  return flawsOfStorm(parts, ground, {
    what: 'lists',
    most: MOST_LISTS,
    others: (client) => [ground.one(client), ground.create(client), client.get('/health/ready')],
  });
}

interface Storm {
  readonly what: string;
  /** Statements of them at the same time. */
  readonly most: number;
  readonly others: (client: Client) => readonly Promise<Answer>[];
}

/** The database answers nothing that asks for this text: those who do are held or refused, and all others served meanwhile. */
async function flawsOfStorm(
  { proxy, service }: Watched,
  { path, parameter, token }: Ground,
  { what, most, others }: Storm,
): Promise<readonly string[]> {
  const [callers, client] = [new Client(service.url), new Client(service.url)];
  const text = randomUUID();
  proxy.holdBack(text);
  const answers: Answer[] = [];
  const storm = Array.from({ length: CALLERS }, async () => {
    answers.push(await callers.get(`${path}?${parameter}=${text}`, { token }));
  });
  try {
    await untilFull(proxy, answers);
    const served = await Promise.all(others(client));
    const [held, early] = [[...proxy.held], [...answers]];
    proxy.release();
    await Promise.all(storm);
    return [
      ...served.filter(({ status }) => status >= 400).map((one) => `while ${what} wait: ${show(one)}`),
      ...(held.length <= most ? [] : [`${held.length} of ${CALLERS} ${what} at once`]),
      ...(early.length > 0 ? [] : [`none of ${CALLERS} ${what} is refused`]),
      ...early.filter((one) => !isRefusal(one)).map((one) => `${what} are refused by ${show(one)}`),
      ...answers.filter((one) => one.status !== 200 && !isRefusal(one)).map(show),
      ...held.flatMap(flawsOfTime).map((flaw) => `${what}: ${flaw}`),
    ];
  } finally {
    proxy.release();
    for (const one of [callers, client]) one.close();
  }
}

/** Until one of them is told to come back later, or the database has got all of them. */
async function untilFull(proxy: DatabaseProxy, answers: readonly Answer[]): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (answers.length === 0 && proxy.held.length < CALLERS && Date.now() < deadline) await delay(50);
}

const isRefusal = ({ status, headers, json }: Answer): boolean =>
  status === 503 &&
  /^[1-9]\d{0,2}$/.test(String(headers['retry-after'])) &&
  String(headers['content-type']).startsWith('application/problem+json') &&
  isObject(json) &&
  json['status'] === 503;

/** What the session asked for when it started. */
function flawsOfTime({ statement_timeout: limit }: Readonly<Record<string, string>>): readonly string[] {
  const [, amount, unit] = /^(\d+) *(ms|s)?$/.exec(limit ?? '') ?? [];
  const ms = Number(amount) * (unit === 's' ? 1_000 : 1);
  return ms > 0 && ms <= MAX_STATEMENT_MS ? [] : [`a statement has ${limit ?? 'no'} ms`];
}

async function flawsOfLength({ client }: Watched, { path, token }: Ground): Promise<readonly string[]> {
  const answers = await Promise.all(
    ['a', 'ab', 'a%20'].map((text) => client.get(`${path}?search=${text}`, { token })),
  );
  return answers.filter(({ status }) => status !== 400).map((one) => `too short: ${show(one)}`);
}

export const databaseListChecks: readonly Check[] = [d13];
