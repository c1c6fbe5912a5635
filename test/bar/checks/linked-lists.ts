import type { ManyToMany, Resource } from '../../../src/resource/model.js';
import { idsName, namesOf } from '../../../src/resource/names.js';
import { type Check, doesNotApply, flawsOfAll, noFlaws } from '../check.js';
import { hiderOf } from '../hider.js';
import { expected, type Json, rowsOf, show } from '../http.js';
import { finds, planOf } from '../plans.js';
import type { Live } from '../subject.js';
import { itemPath, listPath } from '../world.js';
import { watched, type Watched } from './database-limits.js';

/** Rows of a resource, and what they are linked to. */
interface Kind {
  readonly resource: Resource;
  readonly target: Resource;
  /** As requests and filters call the ids. */
  readonly key: string;
}

const r21: Check = {
  item: 'R21',
  title:
    'a list filtered by the ids of a relation to many rows has those with all of them, by an index, and tells nothing of rows that are not shown',
  how: '`?tagIds=` is a condition on the join table in the statement of the list, as far as the rows behind the ids are shown.',
  async run(subject) {
    const live = await subject.live();
    const kinds = live.world.resources.flatMap((resource) => kindsOf(live, resource));
    if (kinds.length === 0) return doesNotApply('no row has ids of others');
    await watched(subject, async (parts) => {
      const tries = kinds.flatMap((kind) => [
        () => flawsOfRows(live, kind),
        () => flawsOfValues(live, kind),
        () => flawsOfHidden(live, kind),
        () => flawsOfStatement(live, parts, kind),
      ]);
      noFlaws(await flawsOfAll(subject, tries));
    });
  },
};

function kindsOf({ world }: Live, resource: Resource): readonly Kind[] {
  const many = resource.fields.filter((field): field is ManyToMany => field.kind === 'manyToMany');
  return many.flatMap(({ name, target }) => {
    const found = world.resources.find((one) => one.name === target);
    return found ? [{ resource, target: found, key: idsName(name, namesOf(target)) }] : [];
  });
}

const idOf = (row: Json): string => String(row['id']);

/** The ids that a list has, by page and by cursor. */
async function listed(live: Live, { resource, key }: Kind, ids: string): Promise<readonly string[][]> {
  const token = (await live.world.writerOf(resource))?.token;
  const lists = ['', '&cursor=', '&sort=updatedAt'].map(async (rest) => {
    const answer = await live.client.get(`${listPath(resource)}?${key}=${ids}${rest}`, { token });
    return rowsOf(answer).map(idOf).toSorted();
  });
  return Promise.all(lists);
}

async function flawsOfRows(live: Live, kind: Kind): Promise<readonly string[]> {
  const { resource, target, key } = kind;
  const [one, other, none] = [
    idOf(await live.world.create(target)),
    idOf(await live.world.create(target)),
    idOf(await live.world.create(target)),
  ];
  const both = idOf(await live.world.create(resource, { [key]: [one, other] }));
  const first = idOf(await live.world.create(resource, { [key]: [one] }));
  const wanted: readonly (readonly [string, readonly string[]])[] = [
    [one, [both, first].toSorted()],
    [other, [both]],
    [`${one},${other}`, [both]],
    [other.toUpperCase(), [both]],
    [`${one},${none}`, []],
    [none, []],
  ];
  const flaws: string[] = [];
  for (const [ids, rows] of wanted)
    for (const list of await listed(live, kind, ids))
      if (String(list) !== String(rows))
        flaws.push(`${key}=${ids}: ${String(rows)} expected, not ${String(list)}`);
  return flaws;
}

async function flawsOfValues({ client, world }: Live, { resource, key }: Kind): Promise<readonly string[]> {
  const token = (await world.writerOf(resource))?.token;
  const id = '00000000-0000-4000-8000-000000000000';
  const wrong = ['', 'x', `${id},`, `,${id}`, `${id}%20`, Array(11).fill(id).join(','), `${id}'--`];
  const flaws: string[] = [];
  for (const value of wrong) {
    const answer = await client.get(`${listPath(resource)}?${key}=${value}`, { token });
    if (answer.status !== 400) flaws.push(`400 expected: ${show(answer)}`);
  }
  return flaws;
}

/** Of a row that is hidden later, nothing is told by what is linked to it. */
async function flawsOfHidden(live: Live, kind: Kind): Promise<readonly string[]> {
  const { resource, target, key } = kind;
  const { client, world } = live;
  const hider = hiderOf(target);
  if (!hider || !world.hasAuth || resource.access === 'internal') return [];
  const admin = await world.admin();
  const other = await world.create(target, { [hider.field.name]: hider.shown }, admin);
  await world.create(resource, { [key]: [idOf(other)] });
  const [before] = await listed(live, kind, idOf(other));
  const path = itemPath(target).replace('{id}', idOf(other));
  const body = { [hider.field.name]: hider.hidden };
  expected(await client.ask('patch', path, { token: admin.token, body }), 200);
  const stranger = await world.stranger();
  const answer = await client.get(`${listPath(resource)}?${key}=${idOf(other)}`, { token: stranger.token });
  const found = rowsOf(answer).length;
  return before?.length === 1 && found === 0 ? [] : [`found by a hidden row: ${show(answer)}`];
}

/** The statement of a large table: an index finds what is linked. */
async function flawsOfStatement(
  { sql, world }: Live,
  { client, proxy }: Watched,
  { resource, target, key }: Kind,
): Promise<readonly string[]> {
  const token = (await world.writerOf(resource))?.token;
  const before = proxy.reads.length;
  const id = idOf(await world.create(target));
  expected(await client.get(`${listPath(resource)}?${key}=${id}`, { token }), 200);
  const column = target.name === resource.name ? '' : `${namesOf(target.name).snake}_id`;
  const read = proxy.reads.slice(before).find((text) => new RegExp(`"${column}"\\S* = `).test(text));
  if (read === undefined) return [`no statement of ${listPath(resource)}?${key}= was seen`];
  const plan = await planOf(sql, read);
  return finds(plan, column) ? [] : [`no index finds ${key}: ${plan.join(' | ')}`];
}

export const linkedListChecks: readonly Check[] = [r21];
