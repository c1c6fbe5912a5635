import { servesOf } from '../../../src/resource/operations.js';
import type { Resource, ScalarField } from '../../../src/resource/model.js';
import { columnName } from '../../../src/resource/names.js';
import { type Check, doesNotApply, flawsOfAll, noFlaws } from '../check.js';
import { hiderOf } from '../hider.js';
import { type Answer, expected, type Json, objectOf, show } from '../http.js';
import { finds, planOf, readsAll } from '../plans.js';
import type { Live } from '../subject.js';
import { itemPath, lookupPathOf, lookupsOf, type Person } from '../world.js';
import { watched, type Watched } from './database-limits.js';
import { untilLogged } from './shutdown.js';

const r20: Check = {
  item: 'R20',
  title:
    'a row is found by a unique field as by its id: the same answer for whoever asks, by the index, in either case where it is unique so',
  how: '`GET /posts/by-slug/{slug}` calls `getBySlug`, which reads as `get` does, by another condition. Its path is parsed by a schema that knows how long the field is, and the log leaves the value out.',
  async run(subject) {
    const live = await subject.live();
    const kinds = live.world.resources
      .filter((resource) => servesOf(resource).create)
      .flatMap((resource) =>
        lookupsOf(resource)
          .filter((field) => !field.readonly || field.source !== undefined)
          .map((field) => ({ resource, field })),
      );
    if (kinds.length === 0) return doesNotApply('no row of it is found by a field');
    await watched(subject, async (parts) => {
      const tries = kinds.flatMap((kind) => [
        () => flawsOfAnswers(live, kind),
        () => flawsOfPaths(live, kind),
        () => flawsOfReaders(live, kind),
        () => flawsOfStatement(live, parts, kind),
        () => flawsOfLog(parts, kind),
      ]);
      noFlaws(await flawsOfAll(subject, tries));
    });
  },
};

interface Kind {
  readonly resource: Resource;
  readonly field: ScalarField;
}

/** Below the resource's path, for a value as it stands. */
const pathTo = ({ resource, field }: Kind, value: string): string =>
  lookupPathOf(resource, field).replace(`{${field.name}}`, encodeURIComponent(value));

const isCaseless = ({ field }: Kind): boolean => ['string', 'email', 'url'].includes(field.type);

/** By its id and by the field it is one answer, with what is included too, until it is gone. */
async function flawsOfAnswers({ client, document, world }: Live, kind: Kind): Promise<readonly string[]> {
  const { resource, field } = kind;
  const token = (await world.writerOf(resource))?.token;
  const row = await world.create(resource);
  const value = String(row[field.name]);
  const one = itemPath(resource).replace('{id}', String(row['id']));
  const flaws: string[] = [];
  const include = document
    .find('get', itemPath(resource))
    ?.queryParameters.find(({ name }) => name === 'include');
  const names = /\(\?:([\w|]+)\)/.exec(String(include?.schema['pattern']))?.[1]?.split('|') ?? [];
  for (const query of ['', ...names.map((name) => `?include=${name}`)]) {
    const byId = expected(await client.get(`${one}${query}`, { token }), 200);
    const found = await client.get(`${pathTo(kind, value)}${query}`, { token });
    const isSame = found.text === byId.text && found.headers['etag'] === byId.headers['etag'];
    if (!isSame) flaws.push(`not as by its id: ${show(found)}`);
    const headers = { 'if-none-match': String(byId.headers['etag']) };
    flaws.push(...mustBe(304, await client.get(`${pathTo(kind, value)}${query}`, { token, headers })));
  }
  const others = [value.toUpperCase(), value.toLowerCase()].filter((other) => other !== value);
  for (const other of isCaseless(kind) ? others : []) {
    const found = await client.get(pathTo(kind, other), { token });
    if (!found.text.includes(String(row['id']))) flaws.push(`not found in either case: ${show(found)}`);
  }
  if (!servesOf(resource).delete) return flaws;
  expected(await client.ask('delete', one, { token: (await world.mighty())?.token }), 204);
  return [...flaws, ...mustBe(404, await client.get(pathTo(kind, value), { token }))];
}

/** What no value can be is 400, as an id is that is none; another method is 405. */
async function flawsOfPaths({ client, world }: Live, kind: Kind): Promise<readonly string[]> {
  const { resource, field } = kind;
  const token = (await world.writerOf(resource))?.token;
  const path = lookupPathOf(resource, field);
  const at = (text: string): string => path.replace(`{${field.name}}`, text);
  const wrong = ['%00', '%E0%A4%A', '%ED%A0%80', 'x'.repeat(Number(field.max ?? 100) + 1), 'x?unknown=1'];
  const flaws: string[] = [];
  for (const text of wrong) flaws.push(...mustBe(400, await client.get(at(text), { token })));
  for (const text of ["x'--", '%25', '..%2F', 'a%2Fb'])
    if ((await client.get(at(text), { token })).status >= 500) flaws.push(`a mistake of ours: ${at(text)}`);
  const other = await client.ask('put', at('x'), { token, body: {} });
  return [...flaws, ...mustBe(405, other)];
}

const mustBe = (status: number, answer: Answer): readonly string[] =>
  answer.status === status ? [] : [`${status} expected: ${show(answer)}`];

/** Nobody is shown by the field what is not theirs to see by the id. */
async function flawsOfReaders(live: Live, kind: Kind): Promise<readonly string[]> {
  const { world } = live;
  const { resource, field } = kind;
  const hider = hiderOf(resource);
  const writer = (await world.writerOf(resource)) ?? (world.hasAuth ? await world.admin() : undefined);
  const row: Json = await world.create(resource, hider ? { [hider.field.name]: hider.hidden } : {}, writer);
  const people: readonly (Person | undefined)[] = [
    undefined,
    writer,
    ...(world.hasAuth ? [await world.stranger(), await world.admin()] : []),
  ];
  const flaws: string[] = [];
  for (const person of people) {
    const token = person?.token;
    const byId = await live.client.get(itemPath(resource).replace('{id}', String(row['id'])), { token });
    const found = await live.client.get(pathTo(kind, String(row[field.name])), { token });
    if (found.status !== byId.status) flaws.push(`${byId.status} by its id, and ${show(found)}`);
  }
  return flaws;
}

/** The statement of a large table: an index finds the row. */
async function flawsOfStatement(
  { sql, world }: Live,
  { client, proxy }: Watched,
  kind: Kind,
): Promise<readonly string[]> {
  const { resource, field } = kind;
  const row = await world.create(resource);
  const token = (await world.writerOf(resource))?.token;
  const before = proxy.reads.length;
  expected(await client.get(pathTo(kind, String(row[field.name])), { token }), 200);
  const read = proxy.reads
    .slice(before)
    .find((statement) => statement.includes(`"${columnName(field.name)}"`) && / WHERE /.test(statement));
  if (read === undefined) return [`no statement of ${pathTo(kind, '…')} was seen`];
  const plan = await planOf(sql, read);
  const isFound = finds(plan, columnName(field.name)) && !readsAll(plan.slice(0, 3));
  return isFound ? [] : [`no index finds ${pathTo(kind, '…')}: ${plan.join(' | ')}`];
}

/** A path with an address of somebody, say, stays out of the log. */
async function flawsOfLog({ client, service }: Watched, kind: Kind): Promise<readonly string[]> {
  const sought = 'nobody-is-logged-a7c1';
  const { requestId } = objectOf(await client.get(pathTo(kind, sought)));
  await untilLogged(service, String(requestId));
  const line = service
    .logs()
    .split('\n')
    .find((one) => one.includes(sought));
  return line === undefined ? [] : [`logged: ${line}`];
}

export const restLookupChecks: readonly Check[] = [r20];
