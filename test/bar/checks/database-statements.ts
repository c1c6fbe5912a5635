import { randomBytes } from 'node:crypto';
import type { Field, Resource } from '../../../src/resource/model.js';
import { type Check, doesNotApply, noFlaws } from '../check.js';
import { asArray } from '../document.js';
import { type Client, expected, objectOf } from '../http.js';
import type { Live } from '../subject.js';
import { base, listPath } from '../world.js';
import { watched, type Watched } from './database-limits.js';

const FEW = 5;
const MANY = 50;
const AT_ONCE = 5;

const d6: Check = {
  item: 'D6',
  title: 'a list of 50 rows with every relation takes as many statements as one of 5',
  how: 'A list is its page and its count, and one statement more for each to-many relation that is asked for, for all its rows together.',
  async run(subject) {
    const live = await subject.live();
    const lists = await listsOf(live);
    if (lists.length === 0) return doesNotApply('it has no lists');
    await watched(subject, async (parts) => {
      const flaws: string[] = [];
      for (const list of lists) flaws.push(...(await flawsOfList(parts, list)));
      noFlaws(flaws);
    });
  },
};

interface List {
  readonly path: string;
  readonly includes: readonly string[];
  readonly token: string | undefined;
}

/** Lists of at least 50 rows, the newest of which have everything behind each of their relations. */
async function listsOf({ client, world }: Live): Promise<readonly List[]> {
  const lists: List[] = [];
  for (const resource of world.resources) {
    await many(() => world.create(resource));
    const token = (await world.writerOf(resource))?.token;
    lists.push({ path: listPath(resource), includes: includesOf(resource), token });
  }
  if (!world.hasAuth) return lists;
  const password = 'correct horse battery 42';
  await many(async () => {
    const email = `${randomBytes(9).toString('hex')}@example.com`;
    expected(await client.post(`${base}/auth/register`, { email, password, name: 'One of many' }), 201);
  });
  return [...lists, { path: `${base}/users`, includes: [], token: (await world.admin()).token }];
}

async function many(make: () => Promise<unknown>): Promise<void> {
  for (let at = 0; at < MANY; at += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, make));
}

const includesOf = ({ fields }: Resource): readonly string[] =>
  fields.filter(isRelation).map(({ name }) => name);

const isRelation = ({ kind }: Field): boolean => kind !== 'scalar';

async function flawsOfList({ client, proxy }: Watched, list: List): Promise<readonly string[]> {
  const flaws: string[] = [];
  const include = await allowed(client, list);
  for (const start of ['page=1', 'cursor=']) {
    const count = async (limit: number): Promise<number> => {
      const path = `${list.path}?${start}&limit=${limit}&sort=-createdAt${include}`;
      const before = proxy.statements;
      const page = objectOf(expected(await client.get(path, { token: list.token }), 200));
      const rows = asArray(page['data']).length;
      if (rows !== limit) flaws.push(`${path} has ${rows} rows`);
      return proxy.statements - before;
    };
    // The first request may have to open a connection.
    await count(FEW);
    const [few, many] = [await count(FEW), await count(MANY)];
    if (few === 0) flaws.push(`no statement of ${list.path} was seen`);
    if (few !== many)
      flaws.push(`${list.path}?${start}${include}: ${few} statements for ${FEW} rows, ${many} for ${MANY}`);
  }
  return flaws;
}

/** Every relation that the list takes: those to something nobody may read are refused. */
async function allowed(client: Client, { path, includes, token }: List): Promise<string> {
  const taken: string[] = [];
  for (const name of includes) {
    const { status } = await client.get(`${path}?include=${name}`, { token });
    if (status === 200) taken.push(name);
  }
  return taken.length > 0 ? `&include=${taken.join(',')}` : '';
}

export const databaseStatementChecks: readonly Check[] = [d6];
