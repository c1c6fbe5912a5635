import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Access, Resource } from '../../../src/resource/model.js';
import { foreignKeyName } from '../../../src/resource/names.js';
import { type Check, noAccounts, noFlaws, noOperations } from '../check.js';
import { type ApiDocument, asArray, asObject, type Operation, propertiesOf } from '../document.js';
import { type Answer, expected, isObject, type Json, objectOf, show } from '../http.js';
import type { Live } from '../subject.js';
import { base, itemPath, listPath, type World } from '../world.js';

/** What anybody may call, from the contract and each resource's access level: not from the document, which may be wrong too. */
const publicAuth = [
  'register',
  'login',
  'refresh',
  'logout',
  'forgot-password',
  'reset-password',
  'verify-email',
];
const readIsPublic: Readonly<Record<Access, boolean>> = {
  public: true,
  read: true,
  authenticated: false,
  owner: true,
  private: false,
  admin: true,
  internal: false,
};

function mayBePublic(world: World, { method, path }: Operation): boolean {
  if (!world.hasAuth) return true;
  const resource = world.resourceAt(path);
  if (!resource) return publicAuth.includes(path.replace(`${base}/auth/`, ''));
  return method === 'get' ? readIsPublic[resource.access] : resource.access === 'public';
}

const z1: Check = {
  item: 'Z1',
  title: 'without a token every operation is 401, but those of an explicit list',
  how: 'An endpoint without an `access` is a type error; the router asks for a signed-in user unless it says `public`.',
  async run(subject) {
    const { client, document, world } = await subject.live();
    if (document.api.length === 0) return noOperations;
    const flaws: string[] = [];
    for (const operation of document.api) {
      const path = await world.pathFor(operation);
      const body = operation.body && (await world.bodyFor(operation));
      const open = mayBePublic(world, operation);
      if (open !== operation.isPublic)
        flaws.push(`${operation.id}: documented as ${operation.isPublic ? 'public' : 'secured'}`);
      for (const headers of [{}, { authorization: 'Basic YWRtaW46YWRtaW4=' }]) {
        const answer = await client.ask(operation.method, path, { body, headers });
        const refused = answer.status === 401;
        const isAuth = path.startsWith(`${base}/auth/`);
        if (!open && !refused) flaws.push(show(answer));
        if (open && refused && !isAuth && !('authorization' in headers)) flaws.push(show(answer));
      }
    }
    noFlaws(flaws);
  },
};

const owned = ({ access }: Resource): boolean => access === 'owner' || access === 'private';

const z2: Check = {
  item: 'Z2',
  title: "nobody but its owner reaches a user's row, by any method",
  how: 'Services get the actor first and check ownership under the row lock; private lists are filtered by owner in the statement.',
  async run(subject) {
    const { client, document, world } = await subject.live();
    if (!world.hasAuth) return noAccounts;
    const { token } = await world.stranger();
    const flaws: string[] = [];
    const mustRefuse = (answer: Answer): void => {
      if (![403, 404].includes(answer.status)) flaws.push(show(answer));
    };
    for (const resource of world.resources.filter(owned)) {
      const row = await world.create(resource);
      const operations = document.api.filter(
        ({ path, method }) =>
          path === itemPath(resource) && (method !== 'get' || resource.access === 'private'),
      );
      for (const operation of operations) {
        const body = operation.body && (await world.bodyFor(operation));
        const path = operation.path.replace('{id}', String(row['id']));
        mustRefuse(await client.ask(operation.method, path, { token, body }));
      }
      flaws.push(...(await leaks({ client, world }, resource, row)));
    }
    const someone = await world.signUp();
    mustRefuse(await client.get(`${base}/users/${someone.id}`, { token }));
    noFlaws(flaws);
  },
};

/** The row must be as it was, and be in no list that a stranger may read. */
async function leaks(
  { client, world }: Pick<Live, 'client' | 'world'>,
  resource: Resource,
  row: Json,
): Promise<readonly string[]> {
  const owner = await world.owner();
  const path = `${listPath(resource)}/${String(row['id'])}`;
  const now = await client.get(path, { token: owner.token });
  const changed = now.status !== 200 || objectOf(now)['updatedAt'] !== row['updatedAt'];
  if (resource.access !== 'private') return changed ? [`${path} was changed by a stranger`] : [];
  const stranger = await world.stranger();
  const lists = [`${listPath(resource)}?limit=100`, `${listPath(resource)}?cursor=&limit=100`];
  const answers = await Promise.all(lists.map((list) => client.get(list, { token: stranger.token })));
  const seen = answers.filter(({ text }) => text.includes(String(row['id'])));
  return [...(changed ? [`${path} was changed by a stranger`] : []), ...seen.map(show)];
}

const z3: Check = {
  item: 'Z3',
  title: 'the server decides id, owner, role, dates and readonly fields; no answer has a private one',
  how: 'Bodies are strict schemas without server-side fields, and views name each field that an answer has.',
  async run(subject) {
    const live = await subject.live();
    const { document, world } = live;
    if (document.api.length === 0) return noOperations;
    const flaws: string[] = [];
    for (const resource of world.resources) flaws.push(...(await writable(live, resource)));
    flaws.push(...(await exposed(live)));
    noFlaws(flaws);
  },
};

/** Each field that is not the client's to write, with a value to try. */
function forbiddenFields(resource: Resource, strangerId: string): Json {
  const own = resource.fields.flatMap((field): [string, unknown][] => {
    if (field.kind === 'belongsTo' && field.owner) return [[foreignKeyName(field.name), strangerId]];
    return field.kind === 'scalar' && field.readonly ? [[field.name, field.values?.at(-1) ?? 'forged']] : [];
  });
  return {
    ...Object.fromEntries(own),
    id: randomUUID(),
    createdAt: '2001-01-01T00:00:00.000Z',
    updatedAt: '2001-01-01T00:00:00.000Z',
    deletedAt: '2001-01-01T00:00:00.000Z',
    version: 99,
    role: 'admin',
  };
}

async function writable({ client, document, world }: Live, resource: Resource): Promise<readonly string[]> {
  const token = (await world.writerOf(resource))?.token;
  const strangerId = world.hasAuth ? (await world.stranger()).id : randomUUID();
  const row = await world.create(resource);
  const flaws: string[] = [];
  const operations = document.api.filter(({ path, body }) => body && world.resourceAt(path) === resource);
  for (const operation of operations) {
    const good = await world.bodyFor(operation);
    for (const [name, value] of Object.entries(forbiddenFields(resource, strangerId))) {
      // A resource may have a field of its own by one of these names.
      if (propertiesOf(document, operation.body)[name]) continue;
      const path = operation.path.replace('{id}', String(row['id']));
      const answer = await client.ask(operation.method, path, { token, body: { ...good, [name]: value } });
      const taken = answer.status < 300 && objectOf(answer)[name] === value;
      if (taken || answer.status >= 500) flaws.push(`${name}: ${show(answer)}`);
    }
    const promised = Object.keys(forbiddenFields(resource, strangerId)).filter(
      (name) =>
        propertiesOf(document, operation.body)[name] && ['id', 'createdAt', 'updatedAt'].includes(name),
    );
    const ownerKey = resource.fields.find((field) => field.kind === 'belongsTo' && field.owner);
    const named = ownerKey && propertiesOf(document, operation.body)[foreignKeyName(ownerKey.name)];
    flaws.push(...promised.map((name) => `${operation.id} takes ${name}`));
    if (named) flaws.push(`${operation.id} takes the owner`);
  }
  return flaws;
}

const privateKey = /hash|passw|secret|salt|tokenhash|deletedat/i;

/** Fields in answers that are private by name, hidden by the spec, or not in the document. */
async function exposed({ client, document, world }: Live): Promise<readonly string[]> {
  const token = (await world.mighty())?.token;
  const hidden = world.resources.flatMap(({ fields }) =>
    fields.flatMap((field) => (field.kind === 'scalar' && field.hidden ? [field.name] : [])),
  );
  const flaws: string[] = [];
  for (const operation of document.api.filter(({ method }) => method === 'get')) {
    const include = operation.queryParameters.find(({ name }) => name === 'include');
    const query = include ? `?include=${includesOf(include.schema)}` : '';
    const answer = await client.get(`${await world.pathFor(operation)}${query}`, { token });
    const keys = keysOf(answer.json);
    const known = documentedKeys(document, operation, answer.status);
    flaws.push(
      ...keys
        .filter((key) => privateKey.test(key) || hidden.includes(key) || !known.has(key))
        .map((key) => `${operation.id} shows ${key}`),
    );
  }
  if (!world.hasAuth) return flaws;
  const user = await world.signUp();
  const login = await client.post(`${base}/auth/login`, { email: user.email, password: user.password });
  const shown = keysOf(expected(login, 200).json).filter((key) => privateKey.test(key));
  return [...flaws, ...shown.map((key) => `login shows ${key}`)];
}

const includesOf = (schema: Json): string =>
  (/\(\?:([\w|]+)\)/.exec(String(schema['pattern']))?.[1] ?? '').replaceAll('|', ',');

function keysOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf);
  if (!isObject(value)) return [];
  return [...Object.keys(value), ...Object.values(value).flatMap(keysOf)];
}

function documentedKeys(
  document: ApiDocument,
  { responses }: Operation,
  status: number,
): ReadonlySet<string> {
  const response = document.resolve(responses[status] ?? responses['default']);
  const [media] = Object.values(asObject(response['content']));
  const keys = new Set<string>();
  collect(document, asObject(media)['schema'], keys, 0);
  return keys;
}

function collect(document: ApiDocument, schema: unknown, keys: Set<string>, depth: number): void {
  if (depth > 8) return;
  const json = document.resolve(schema);
  for (const [name, property] of Object.entries(asObject(json['properties']))) {
    keys.add(name);
    collect(document, property, keys, depth + 1);
  }
  const parts = [json['items'], ...['anyOf', 'oneOf', 'allOf'].flatMap((name) => asArray(json[name]))];
  for (const one of parts.filter(Boolean)) collect(document, one, keys, depth + 1);
}

function isForAdmins(world: World, { method, path }: Operation): boolean {
  const access = world.resourceAt(path)?.access;
  if (access === 'internal') return true;
  if (access === 'admin') return method !== 'get';
  return path === `${base}/users` || path === `${base}/users/{id}`;
}

const z4: Check = {
  item: 'Z4',
  title: "an admin's operation is 403 for an ordinary user",
  how: '`access: admin`, or a permission that its role has not, on the endpoint; of users again in the service.',
  async run(subject) {
    const { client, document, world } = await subject.live();
    if (!world.hasAuth) return noAccounts;
    const { token } = await world.stranger();
    const operations = document.api.filter((operation) => isForAdmins(world, operation));
    assert.ok(operations.length >= 4, 'user administration is missing');
    const flaws: string[] = [];
    for (const operation of operations) {
      const body = operation.body && (await world.bodyFor(operation));
      const answer = await client.ask(operation.method, await world.pathFor(operation), { token, body });
      if (answer.status !== 403) flaws.push(show(answer));
    }
    noFlaws(flaws);
  },
};

export const authorisationChecks: readonly Check[] = [z1, z2, z3, z4];
