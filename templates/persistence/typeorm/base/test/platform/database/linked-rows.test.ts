import { DataSource, EntitySchema } from 'typeorm';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { Condition } from '../../../src/platform/database/condition.js';
import { findPage } from '../../../src/platform/database/find-page.js';
import { Cursors } from '../../../src/platform/paging/cursor.js';

interface Part {
  readonly id: string;
  readonly name: string;
  readonly others: readonly Part[];
}

const part = new EntitySchema<Part>({
  name: 'LinkedPart',
  tableName: '_linked_parts',
  columns: { id: { type: 'varchar', primary: true }, name: { type: 'varchar' } },
  relations: {
    others: {
      type: 'many-to-many',
      target: 'LinkedPart',
      joinTable: { name: '_linked_others' },
    },
  },
});

const dataSource = new DataSource({
  type: 'postgres',
  url: inject('databaseUrl'),
  entities: [part],
  poolSize: 2,
  installExtensions: false,
});
const cursors = new Cursors('a secret of this test');

beforeAll(async () => {
  await dataSource.initialize();
  await dataSource.synchronize();
  await dataSource.getRepository<object>(part).insert([
    { id: 'a', name: 'shown' },
    { id: 'b', name: 'hidden' },
    { id: 'c', name: 'shown' },
  ]);
  const links = { a: ['a', 'b'], b: ['b'], c: ['a', 'b', 'c'] };
  for (const [id, others] of Object.entries(links))
    await dataSource.createQueryBuilder().relation(part, 'others').of(id).add(others);
});
afterAll(async () => {
  await dataSource.query('DROP TABLE "_linked_others", "_linked_parts"');
  await dataSource.destroy();
});

const shown: Condition = {
  sql: (row) => `"${row}"."name" = :shown`,
  parameters: { shown: 'shown' },
};

async function found(ids: readonly string[], visible?: Condition): Promise<string> {
  const query = dataSource.getRepository(part).createQueryBuilder('row');
  const filters = [{ field: 'otherIds', operator: 'eq', value: ids }] as const;
  const sort = [{ field: 'id', direction: 'ASC' }] as const;
  const linked = { otherIds: { relation: 'others', ...(visible && { visible }) } };
  const request = { limit: 2, page: 1, sort, filters, include: [] };
  const { data } = await findPage(query, request, { cursors, linked });
  return data.map(({ id }) => id).join('');
}

it.each([
  [['a'], 'ac'],
  [['c'], 'c'],
  [['a', 'b'], 'ac'],
  [['a', 'b', 'c'], 'c'],
  [['a', 'x'], ''],
  [[`a') OR ('1'='1`], ''],
])('finds the rows that are linked to all of %j', async (ids, rows) => {
  expect(await found(ids)).toBe(rows);
});

it('finds none by a row that is not shown', async () => {
  expect(await found(['a'], shown)).toBe('ac');
  expect(await found(['b'], shown)).toBe('');
  expect(await found(['a', 'b'], shown)).toBe('');
});
