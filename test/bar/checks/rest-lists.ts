import type { Resource } from '../../../src/resource/model.js';
import { type Check, doesNotApply, noFlaws } from '../check.js';
import { asObject } from '../document.js';
import { type Answer, expected, type Json, objectOf, rowsOf, show } from '../http.js';
import type { Live } from '../subject.js';
import { base, listPath, type Person, tableOf } from '../world.js';

const ROWS = 23;
const PAGE = 7;

const metaOf = (answer: Answer): Json => asObject(objectOf(answer)['meta']);

const hasLists = ({ world }: Live): boolean => world.hasAuth || world.resources.length > 0;
const noLists = doesNotApply('it has no lists');

const r6: Check = {
  item: 'R6',
  title: 'lists are bounded, totally ordered, and walked without a gap',
  how: '`findPage` closes each order with the id; cursors are signed, and bound to their list and order.',
  async run(subject) {
    const live = await subject.live();
    if (!hasLists(live)) return noLists;
    const flaws: string[] = [];
    for (const resource of live.world.resources) {
      flaws.push(...(await flawsOfBounds(live, resource)), ...(await flawsOfWalks(live, resource)));
    }
    if (live.world.hasAuth) flaws.push(...(await flawsOfUserList(live)));
    noFlaws(flaws);
  },
};

async function flawsOfBounds({ client, world }: Live, resource: Resource): Promise<readonly string[]> {
  const token = (await world.writerOf(resource))?.token;
  const list = listPath(resource);
  const flaws: string[] = [];
  for (const limit of [0, 101, 1000, 1_000_000]) {
    const answer = await client.get(`${list}?limit=${limit}`, { token });
    if (answer.status !== 400) flaws.push(`400 expected: ${show(answer)}`);
  }
  const plain = rowsOf(await client.get(list, { token }));
  if (plain.length > 100) flaws.push(`${list} gives ${plain.length} rows`);
  return flaws;
}

async function flawsOfWalks(live: Live, resource: Resource): Promise<readonly string[]> {
  const { sql, world } = live;
  // As users see it: under private access only their own rows count.
  const reader = await world.writerOf(resource);
  for (let at = 0; at < ROWS; at += 1) await world.create(resource);
  // All rows tie: only a second key can keep them in order.
  const when = '2026-01-02T03:04:05.678Z';
  await sql.query(`UPDATE ${tableOf(resource)} SET created_at = $1, updated_at = $1`, [when]);
  const flaws: string[] = [];
  for (const sort of ['createdAt', '-createdAt']) {
    flaws.push(...(await flawsOfPages(live, resource, sort, reader)));
    flaws.push(...(await flawsOfCursor(live, resource, sort, reader)));
  }
  return flaws;
}

async function flawsOfPages(
  { client }: Live,
  resource: Resource,
  sort: string,
  reader: Person | undefined,
): Promise<readonly string[]> {
  const ids: unknown[] = [];
  const path = `${listPath(resource)}?limit=${PAGE}&sort=${sort}`;
  const first = expected(await client.get(`${path}&page=1`, { token: reader?.token }), 200);
  const { total, totalPages } = metaOf(first);
  for (let page = 1; page <= Number(totalPages); page += 1) {
    ids.push(
      ...rowsOf(await client.get(`${path}&page=${page}`, { token: reader?.token })).map(({ id }) => id),
    );
  }
  const good = ids.length === total && new Set(ids).size === total && Number(total) >= ROWS;
  return good ? [] : [`${path}: ${new Set(ids).size} of ${String(total)} rows in ${ids.length}`];
}

async function flawsOfCursor(
  { client, world }: Live,
  resource: Resource,
  sort: string,
  reader: Person | undefined,
): Promise<readonly string[]> {
  const token = reader?.token;
  const path = `${listPath(resource)}?limit=${PAGE}&sort=${sort}`;
  const before = await allIds(client, `${listPath(resource)}?limit=100`, token);
  const seen: unknown[] = [];
  const flaws: string[] = [];
  let cursor: unknown = '';
  for (let steps = 0; cursor !== null && steps < 200; steps += 1) {
    const answer = await client.get(`${path}&cursor=${encodeURIComponent(String(cursor))}`, { token });
    seen.push(...rowsOf(answer).map(({ id }) => id));
    cursor = metaOf(answer)['nextCursor'];
    if (steps === 0) flaws.push(...(await flawsOfTampering(client, path, String(cursor), token)));
    // Somebody adds rows while we walk.
    if (steps === 1) await world.create(resource);
  }
  if (new Set(seen).size !== seen.length) flaws.push(`${path}: the walk saw a row twice`);
  const missed = before.filter((id) => !seen.includes(id));
  if (missed.length > 0) flaws.push(`${path}: the walk missed ${missed.length} of ${before.length} rows`);
  return flaws;
}

async function allIds(client: Live['client'], path: string, token: string | undefined): Promise<unknown[]> {
  const ids: unknown[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await client.get(`${path}&page=${page}`, { token });
    ids.push(...rowsOf(answer).map(({ id }) => id));
    if (page >= Number(metaOf(answer)['totalPages'])) return ids;
  }
}

/** A cursor is the server's own: no byte of it can be changed, and it fits its own list and order only. */
async function flawsOfTampering(
  client: Live['client'],
  path: string,
  cursor: string,
  token: string | undefined,
): Promise<readonly string[]> {
  const at = Math.floor(cursor.length / 3);
  const flipped = cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1);
  const own = Buffer.from(JSON.stringify({ id: 1, createdAt: '2026-01-01T00:00:00Z' })).toString('base64url');
  const cut = cursor.slice(0, -4);
  const flaws: string[] = [];
  for (const forged of [flipped, cut, own, `${cursor}.${cursor}`, cursor.split('.')[0] ?? 'x']) {
    const answer = await client.get(`${path}&cursor=${encodeURIComponent(forged)}`, { token });
    if (answer.status !== 400) flaws.push(`a forged cursor: ${show(answer)}`);
  }
  const otherOrder = path.replace(/sort=[^&]+/, 'sort=updatedAt');
  const answer = await client.get(`${otherOrder}&cursor=${encodeURIComponent(cursor)}`, { token });
  return answer.status === 400 ? flaws : [...flaws, `the cursor of another order: ${show(answer)}`];
}

async function flawsOfUserList({ client, world }: Live): Promise<readonly string[]> {
  const { token } = await world.admin();
  const bad = await client.get(`${base}/users?limit=101`, { token });
  const good = rowsOf(await client.get(`${base}/users?limit=2`, { token }));
  return [...(bad.status === 400 ? [] : [show(bad)]), ...(good.length <= 2 ? [] : ['limit is ignored'])];
}

const privateColumns = [
  'passwordHash',
  'password_hash',
  'password',
  'tokenHash',
  'author.passwordHash',
  'deletedAt',
];
const strangeColumns = [
  'id;drop',
  'random()',
  '1',
  '(SELECT 1)',
  'created_at',
  'constructor',
  '__proto__',
  '-',
  ',',
];

const r7: Check = {
  item: 'R7',
  title: 'sorting and filtering go by an allow-list without private columns',
  how: 'Each resource lists the fields to sort and filter by; hidden ones are not among them.',
  async run(subject) {
    const live = await subject.live();
    if (!hasLists(live)) return noLists;
    const { client, document, world } = live;
    const flaws: string[] = [];
    const lists = document.api.filter(
      ({ method, queryParameters }) =>
        method === 'get' && queryParameters.some(({ name }) => name === 'sort'),
    );
    if (lists.length === 0) flaws.push('no list can be sorted');
    const token = (await world.mighty())?.token;
    for (const { path } of lists) {
      const hidden = hiddenFields(world.resourceAt(path));
      for (const name of [...privateColumns, ...strangeColumns, ...hidden]) {
        const queries = [
          `sort=${encodeURIComponent(name)}`,
          `sort=-${encodeURIComponent(name)}`,
          `sort=createdAt,${encodeURIComponent(name)}`,
        ];
        const filters = [`${encodeURIComponent(name)}=1`, `${encodeURIComponent(name)}[gte]=1`];
        for (const query of [...queries, ...filters]) {
          const answer = await client.get(`${path}?${query}`, { token });
          if (answer.status !== 400) flaws.push(`400 expected: ${show(answer)}`);
        }
      }
      flaws.push(...(await flawsOfOrder(client, path, token)));
    }
    noFlaws(flaws);
  },
};

const hiddenFields = (resource: Resource | undefined): readonly string[] =>
  resource?.fields.flatMap((field) => (field.kind === 'scalar' && field.hidden ? [field.name] : [])) ?? [];

/** What is allowed works: otherwise refusing everything would pass. */
async function flawsOfOrder(
  client: Live['client'],
  path: string,
  token: string | undefined,
): Promise<readonly string[]> {
  const dates = async (sort: string): Promise<readonly string[]> =>
    rowsOf(await client.get(`${path}?sort=${sort}&limit=100`, { token })).map((row) =>
      String(row['createdAt']),
    );
  const up = await dates('createdAt');
  const down = await dates('-createdAt');
  const rises = up.every((date, at) => at === 0 || date >= (up[at - 1] ?? ''));
  const falls = down.every((date, at) => at === 0 || date <= (down[at - 1] ?? ''));
  return rises && falls ? [] : [`${path} is not in the order that was asked for`];
}

export const restListChecks: readonly Check[] = [r6, r7];
