import type { BelongsTo, Resource } from '../../../src/resource/model.js';
import { foreignKeyName } from '../../../src/resource/names.js';
import { type Hider, hiderOf } from '../hider.js';
import { type Check, doesNotApply, noAccounts, noFlaws } from '../check.js';
import { expected, isObject, type Json, objectOf, show } from '../http.js';
import type { Live } from '../subject.js';
import { itemPath, listPath, type Person, type World } from '../world.js';

/** Rows that go with a row are hidden with it. */
const partsOf = (world: World, whole: Resource): readonly (readonly [Resource, BelongsTo])[] =>
  world.resources
    .filter(({ access }) => access === 'owner' || access === 'read' || access === 'authenticated')
    .flatMap((resource) =>
      resource.fields
        .filter((field) => field.kind === 'belongsTo')
        .filter(
          ({ target, optional, onDelete }) => target === whole.name && !optional && onDelete === 'cascade',
        )
        .map((field) => [resource, field] as const),
    );

const oneOf = (resource: Resource, row: Json): string => `${listPath(resource)}/${String(row['id'])}`;

const z7: Check = {
  item: 'Z7',
  title:
    'a row that is not visible is shown to nobody but its owner and admins: in no list, count, filter, search, include or error',
  how: 'Each statement that reads rows has the condition of `visible<Names>(actor)`, those of a row that goes with another too; for others the row is not there: 404, 422 where it is pointed at.',
  async run(subject) {
    const live = await subject.live();
    const { world } = live;
    if (!world.hasAuth) return noAccounts;
    const hiding = world.resources.flatMap((resource) => {
      const hider = hiderOf(resource);
      return hider ? [[resource, hider] as const] : [];
    });
    if (hiding.length === 0) return doesNotApply('every row is visible to who may read others');
    for (const [resource, hider] of hiding) {
      noFlaws(await shownOf(live, resource, hider));
      for (const [part, { name }] of partsOf(world, resource))
        noFlaws(await shownOfPart(live, resource, hider, part, name));
    }
  },
};

/** What shows a hidden row of its own kind. */
async function shownOf(live: Live, resource: Resource, hider: Hider): Promise<readonly string[]> {
  const { world } = live;
  const writer = (await world.writerOf(resource)) ?? (await world.admin());
  const before = await totals(live, resource);
  const row = await world.create(resource, { [hider.field.name]: hider.hidden }, writer);
  return [
    ...(await flawsOfHidden(live, resource, row, writer)),
    ...(await countedFlaws(live, resource, before)),
    ...(await filterFlaws(live, resource, row, hider)),
    ...(await pointingFlaws(live, resource, hider, writer)),
  ];
}

/** What shows a row that goes with a hidden one. */
async function shownOfPart(
  live: Live,
  whole: Resource,
  hider: Hider,
  part: Resource,
  name: string,
): Promise<readonly string[]> {
  const { world } = live;
  const writer = (await world.writerOf(whole)) ?? (await world.admin());
  const hidden = await world.create(whole, { [hider.field.name]: hider.hidden }, writer);
  const before = await totals(live, part);
  const row = await world.create(part, { [foreignKeyName(name)]: hidden['id'] }, writer);
  return [...(await flawsOfHidden(live, part, row, writer)), ...(await countedFlaws(live, part, before))];
}

const outsiders = async (world: World): Promise<readonly (Person | undefined)[]> => [
  undefined,
  await world.stranger(),
];

/** How many rows there are for nobody and for a stranger. */
async function totals({ client, world }: Live, resource: Resource): Promise<readonly unknown[]> {
  const people = await outsiders(world);
  return Promise.all(
    people.map(async (person) => {
      const answer = await client.get(`${listPath(resource)}?limit=1`, { token: person?.token });
      const meta = answer.status === 200 ? objectOf(answer)['meta'] : undefined;
      return isObject(meta) ? meta['total'] : answer.status;
    }),
  );
}

async function countedFlaws(
  live: Live,
  resource: Resource,
  before: readonly unknown[],
): Promise<readonly string[]> {
  const after = await totals(live, resource);
  return String(after) === String(before)
    ? []
    : [`a hidden row is counted: ${String(before)}, then ${String(after)} at ${listPath(resource)}`];
}

async function flawsOfHidden(
  { client, document, world }: Live,
  resource: Resource,
  row: Json,
  writer: Person,
): Promise<readonly string[]> {
  const flaws: string[] = [];
  const id = String(row['id']);
  const lists = ['?limit=100&sort=-createdAt', '?limit=100&cursor=&sort=-createdAt'].map(
    (query) => `${listPath(resource)}${query}`,
  );
  for (const person of await outsiders(world)) {
    const who = person ? 'a stranger' : 'nobody';
    const token = person?.token;
    for (const path of lists) {
      const answer = await client.get(path, { token });
      if (answer.text.includes(id)) flaws.push(`shown to ${who}: ${show(answer)}`);
    }
    for (const operation of document.api.filter(({ path }) => path === itemPath(resource))) {
      const body = operation.body && (await world.bodyFor(operation));
      const answer = await client.ask(operation.method, oneOf(resource, row), { token, body });
      const isRefused = [401, 403, 404].includes(answer.status);
      const isToldOf = (operation.method === 'get' || resource.access !== 'admin') && answer.status === 403;
      if (!isRefused || isToldOf) flaws.push(`${operation.method} by ${who}: ${show(answer)}`);
    }
  }
  for (const person of [writer, await world.admin()]) {
    const who = person === writer ? 'its owner' : 'an admin';
    const answer = await client.get(oneOf(resource, row), { token: person.token });
    if (answer.status !== 200) flaws.push(`hidden from ${who}: ${show(answer)}`);
    const list = await client.get(lists[0] ?? '', { token: person.token });
    if (!list.text.includes(id)) flaws.push(`in no list of ${who}: ${lists[0]}`);
  }
  return flaws;
}

/** By what it says, and by its texts. */
async function filterFlaws(
  { client, world }: Live,
  resource: Resource,
  row: Json,
  { field, hidden }: Hider,
): Promise<readonly string[]> {
  const searched = resource.fields.find((one) => one.kind === 'scalar' && one.searchable);
  const queries = [
    `${field.name}=${encodeURIComponent(String(hidden))}`,
    ...(searched ? [`search=${encodeURIComponent(String(row[searched.name]).slice(0, 100))}`] : []),
  ];
  const flaws: string[] = [];
  for (const person of await outsiders(world))
    for (const query of queries) {
      const answer = await client.get(`${listPath(resource)}?${query}&limit=100`, { token: person?.token });
      if (answer.text.includes(String(row['id']))) flaws.push(`found by ${query}: ${show(answer)}`);
    }
  return flaws;
}

/** Rows of others that point at it, as they are made and as they are shown. */
async function pointingFlaws(
  { client, document, world }: Live,
  resource: Resource,
  { field, shown, hidden }: Hider,
  writer: Person,
): Promise<readonly string[]> {
  const flaws: string[] = [];
  const stranger = await world.stranger();
  const pointing = world.resources.filter(({ access }) => access !== 'admin' && access !== 'internal');
  for (const other of pointing) {
    const relations = other.fields.filter((one) => one.kind === 'belongsTo');
    for (const relation of relations.filter(({ target }) => target === resource.name)) {
      const target = await world.create(resource, { [field.name]: shown }, writer);
      const given = { [foreignKeyName(relation.name)]: target['id'] };
      const row = await world.create(other, given, stranger);
      const hide = await client.ask('patch', oneOf(resource, target), {
        token: writer.token,
        body: { [field.name]: hidden },
      });
      expected(hide, 200);
      const list = document.find('get', listPath(other));
      const include = list?.queryParameters.some(({ name }) => name === 'include')
        ? `?include=${relation.name}`
        : '';
      const answer = await client.get(`${oneOf(other, row)}${include}`, { token: stranger.token });
      const beside = answer.status === 200 ? objectOf(answer)[relation.name] : undefined;
      if (isObject(beside)) flaws.push(`included in a row of others: ${show(answer)}`);
      const again = await world.tryCreate(other, given, 'all', stranger);
      if (again.status !== 422) flaws.push(`pointed at by a stranger: ${show(again)}`);
    }
  }
  return flaws;
}

export const visibilityChecks: readonly Check[] = [z7];
