import { DataSource, EntitySchema } from 'typeorm';
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { findPage } from '../../../src/platform/database/find-page.js';
import {
  onListConnection,
  openListConnections,
} from '../../../src/platform/database/list-connections.js';
import { Cursors } from '../../../src/platform/paging/cursor.js';
import type { ListRequest } from '../../../src/platform/paging/list-request.js';

const things = new EntitySchema<{ readonly id: string; readonly name: string }>({
  name: 'ListedThing',
  tableName: '_listed_things',
  columns: { id: { type: 'varchar', primary: true }, name: { type: 'varchar' } },
});
const dataSource = new DataSource({
  type: 'postgres',
  url: inject('databaseUrl'),
  entities: [things],
  poolSize: 1,
  installExtensions: false,
});
let closeLists: () => Promise<void>;

beforeAll(async () => {
  await dataSource.initialize();
  const settings = { LIST_POOL_MAX: 1, SEARCH_POOL_MAX: 1, LIST_TIMEOUT_MS: 300 };
  closeLists = await openListConnections(dataSource, settings);
  await dataSource.query(
    'CREATE TABLE "_listed_things" ("id" varchar PRIMARY KEY, "name" varchar)',
  );
});
beforeEach(async () => {
  await dataSource.query('DELETE FROM "_listed_things"');
  await dataSource.getRepository(things).insert([
    { id: '1', name: 'first' },
    { id: '2', name: 'second' },
  ]);
});
afterAll(async () => {
  await dataSource.query('DROP TABLE "_listed_things"');
  await closeLists();
  await dataSource.destroy();
});

const query = (manager = dataSource.manager) => manager.createQueryBuilder(things, 'thing');

async function read(request: Partial<ListRequest> = {}, rows = query()): Promise<string[]> {
  const sort = [{ field: 'name', direction: 'ASC' }] as const;
  const whole = { limit: 1, page: 1, sort, filters: [], include: [], ...request };
  const options = { cursors: new Cursors('a secret of this test'), searchable: ['name'] };
  const page = await findPage(rows, whole, options);
  return page.data.map(({ name }) => name);
}

/** Runs the work while the one connection of a kind is taken. */
async function whileTaken(kind: 'list' | 'search', work: () => Promise<void>): Promise<void> {
  const rows = query();
  await onListConnection(rows, kind, async () => {
    await rows.getCount();
    await work();
  });
}

it('refuses searches while all of theirs are taken, and nothing else', () =>
  whileTaken('search', async () => {
    const refused = {
      kind: 'unavailable',
      message: 'Too many searches are running at the moment. Try again later.',
    };
    await expect(read({ search: 'second' })).rejects.toMatchObject(refused);
    expect(await read()).toEqual(['first']);
    expect(await dataSource.query('SELECT 1 AS "one"')).toEqual([{ one: 1 }]);
  }));

it('refuses lists while all of theirs are taken, and nothing else', () =>
  whileTaken('list', async () => {
    const refused = {
      kind: 'unavailable',
      message: 'Too many lists are asked for at the moment. Try again later.',
    };
    await expect(read()).rejects.toMatchObject(refused);
    expect(await read({ search: 'second' })).toEqual(['second']);
    expect(await dataSource.query('SELECT 1 AS "one"')).toEqual([{ one: 1 }]);
  }));

it('gives a connection back, also after a failure', async () => {
  const unknown = { sort: [{ field: 'nothing', direction: 'ASC' }], search: 'second' } as const;
  for (let time = 0; time < 3; time += 1) {
    await expect(read(unknown)).rejects.toThrow('nothing');
    expect(await read({ search: 'second' })).toEqual(['second']);
  }
});

it('lists and counts what its own transaction has written', () =>
  dataSource.transaction(async (manager) => {
    await manager.getRepository(things).insert({ id: '0', name: 'earliest' });
    expect(await read({}, query(manager))).toEqual(['earliest']);
  }));

it.skipIf(inject('isEmbedded'))('ends a statement that takes too long', async () => {
  const slow = query().andWhere('pg_sleep(5) IS NOT NULL');
  await expect(read({}, slow)).rejects.toMatchObject({ driverError: { code: '57014' } });
});
