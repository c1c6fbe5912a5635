import type { Resource } from '../../../src/resource/model.js';
import { columnName } from '../../../src/resource/names.js';
import { type Check, doesNotApply, flawsOfAll, noFlaws } from '../check.js';
import { asArray, asObject } from '../document.js';
import { expected, isObject, objectOf } from '../http.js';
import { finds, planOf, readsAll, sorts } from '../plans.js';
import type { Live } from '../subject.js';
import { listPath } from '../world.js';
import { watched, type Watched } from './database-limits.js';

const d15: Check = {
  item: 'D15',
  title: 'what is unique in either case is found in either case, by the index that makes it unique',
  how: 'The unique index of a text is over `lower(…)`, and so are its filter and its order (`caseless` of `findPage`). Shown by EXPLAIN.',
  async run(subject) {
    const live = await subject.live();
    const texts = await caselessTexts(live);
    if (texts.length === 0) return doesNotApply('no text in it is unique');
    await watched(subject, async (parts) => {
      noFlaws(
        await flawsOfAll(
          subject,
          texts.map((text) => () => flawsOfFilter(live, parts, text)),
        ),
      );
    });
  },
};

/** A field of a list, and a row that can be found by it. */
interface UniqueText {
  readonly path: string;
  readonly field: string;
  readonly row: Readonly<Record<string, unknown>>;
  readonly token: string | undefined;
}

async function caselessTexts({ document, world }: Live): Promise<readonly UniqueText[]> {
  const texts: UniqueText[] = [];
  for (const resource of world.resources) {
    const path = listPath(resource);
    const parameters = document.find('get', path)?.queryParameters ?? [];
    for (const field of uniqueTexts(resource).filter((name) => parameters.some((one) => one.name === name))) {
      const token = (await world.writerOf(resource))?.token;
      texts.push({ path, field, token, row: await world.create(resource) });
    }
  }
  return texts;
}

const uniqueTexts = ({ fields }: Resource): readonly string[] =>
  fields.flatMap((field) =>
    field.kind === 'scalar' && field.unique && ['string', 'email', 'url'].includes(field.type)
      ? [field.name]
      : [],
  );

async function flawsOfFilter(
  { sql }: Live,
  { client, proxy }: Watched,
  { path, field, row, token }: UniqueText,
): Promise<readonly string[]> {
  const value = String(row[field]);
  const flaws: string[] = [];
  for (const one of [value, value.toUpperCase(), value.toLowerCase()]) {
    const asked = `${path}?cursor=&${field}=${encodeURIComponent(one)}`;
    const before = proxy.reads.length;
    const { data } = objectOf(expected(await client.get(asked, { token }), 200));
    const ids = asArray(data).map((found) => (isObject(found) ? found['id'] : undefined));
    if (ids.length !== 1 || ids[0] !== row['id'])
      flaws.push(`${asked} finds ${ids.length} rows of one that has ${value}`);
    const reads = proxy.reads.slice(before).filter(isList);
    if (reads.length === 0) flaws.push(`no statement of ${asked} was seen`);
    for (const read of reads) {
      const plan = await planOf(sql, withoutOrder(read));
      if (readsAll(plan) || !finds(plan, columnName(field)))
        flaws.push(`no index finds ${asked}: ${plan.join(' | ')}`);
    }
  }
  return flaws;
}

/** Others read a row or count them. */
const isList = (statement: string): boolean => /ORDER BY(?![^]*\bORDER BY\b)[^]*\bLIMIT\b/.test(statement);

/** For the few rows there are here, the index of their order would do, too. */
const withoutOrder = (statement: string): string => statement.slice(0, statement.lastIndexOf('ORDER BY'));

const d16: Check = {
  item: 'D16',
  title: 'whatever a list is sorted by, an index has it in that order, on the first page and after a cursor',
  how: 'Each field that `?sort=` takes has an index with the id beside it, and another for the way down where it may be null; `sortable` says which fields they are. Shown by EXPLAIN.',
  async run(subject) {
    const live = await subject.live();
    const lists = await sortedLists(live);
    if (lists.length === 0) return doesNotApply('no list can be sorted');
    await watched(subject, async (parts) => {
      const tries = lists.map((list) => () => flawsOfSorting(live, parts, list));
      noFlaws(await flawsOfAll(subject, tries));
    });
  },
};

interface SortedList {
  readonly path: string;
  readonly fields: readonly string[];
  readonly token: string | undefined;
}

/** With rows for two pages each. */
async function sortedLists({ document, world }: Live): Promise<readonly SortedList[]> {
  const token = (await world.mighty())?.token;
  for (const resource of world.resources) for (let at = 0; at < 2; at += 1) await world.create(resource);
  if (world.hasAuth) await Promise.all([world.owner(), world.stranger()]);
  return document.api.flatMap(({ method, path, queryParameters }) => {
    const sort = queryParameters.find(({ name }) => name === 'sort')?.schema['pattern'];
    const fields = /\(\?:([\w|]+)\)/.exec(String(sort))?.[1]?.split('|') ?? [];
    return method === 'get' && fields.length > 0 ? [{ path, fields, token }] : [];
  });
}

async function flawsOfSorting(
  { sql }: Live,
  { client, proxy }: Watched,
  { path, fields, token }: SortedList,
): Promise<readonly string[]> {
  const flaws: string[] = [];
  for (const sort of fields.flatMap((field) => [field, `-${field}`])) {
    const before = proxy.reads.length;
    const asked = `${path}?limit=1&sort=${sort}&cursor=`;
    const first = expected(await client.get(asked, { token }), 200);
    const cursor = encodeURIComponent(String(asObject(objectOf(first)['meta'])['nextCursor']));
    expected(await client.get(`${asked}${cursor}`, { token }), 200);
    const reads = proxy.reads.slice(before).filter(isList);
    if (reads.length !== 2) flaws.push(`${reads.length} statements of two pages of ${asked} were seen`);
    for (const read of reads) {
      const plan = await planOf(sql, read);
      if (readsAll(plan) || sorts(plan)) flaws.push(`all rows are sorted for ${asked}: ${plan.join(' | ')}`);
    }
  }
  return flaws;
}

export const listIndexChecks: readonly Check[] = [d15, d16];
