import { DataSource, EntitySchema, type Repository } from 'typeorm';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { Condition } from '../../../src/platform/database/condition.js';
import { loadRows } from '../../../src/platform/database/load-rows.js';

interface Sheet {
  readonly id: string;
  readonly name: string;
  readonly seen?: readonly Sheet[];
  readonly heard?: readonly Sheet[];
}

const many = (table: string) =>
  ({ type: 'many-to-many', target: 'LoadRowsSheet', joinTable: { name: table } }) as const;
const sheet = new EntitySchema<Sheet>({
  name: 'LoadRowsSheet',
  tableName: '_load_rows_sheets',
  columns: { id: { type: 'varchar', primary: true }, name: { type: 'varchar' } },
  relations: { seen: many('_load_rows_seen'), heard: many('_load_rows_heard') },
});

const dataSource = new DataSource({
  type: 'postgres',
  url: inject('databaseUrl'),
  entities: [sheet],
  poolSize: 2,
  installExtensions: false,
});
let sheets: Repository<Sheet>;
beforeAll(async () => {
  await dataSource.initialize();
  await dataSource.synchronize();
  sheets = dataSource.getRepository(sheet);
  await sheets.insert(['a', 'b', 'c'].map((id) => ({ id, name: `sheet ${id}` })));
  const seen = (id: string) => dataSource.createQueryBuilder().relation(sheet, 'seen').of(id);
  await seen('a').add(['b', 'c']);
  await seen('b').add(['a', 'b']);
  const heard = (id: string) => dataSource.createQueryBuilder().relation(sheet, 'heard').of(id);
  await heard('a').add(['a', 'b', 'c']);
});
afterAll(async () => {
  await dataSource.query('DROP TABLE "_load_rows_seen", "_load_rows_heard", "_load_rows_sheets"');
  await dataSource.destroy();
});

it('puts related rows into rows, as far as they are asked for', async () => {
  const rows = await sheets.find({ where: [{ id: 'a' }, { id: 'c' }], order: { id: 'ASC' } });
  await loadRows(sheets, rows, []);
  expect(rows.map((row) => Object.keys(row))).toEqual([
    ['id', 'name'],
    ['id', 'name'],
  ]);
  await loadRows(sheets, rows, [
    { relation: 'seen', fields: ['id'], related: [{ relation: 'seen', fields: ['id'] }] },
    { relation: 'heard' },
  ]);
  const [a, c] = rows;
  expect(a?.seen).toHaveLength(2);
  expect(a?.seen).toContainEqual({
    id: 'b',
    seen: expect.arrayContaining([{ id: 'a' }, { id: 'b' }]),
  });
  expect(a?.seen).toContainEqual({ id: 'c', seen: [] });
  expect(a?.heard).toHaveLength(3);
  expect(a?.heard).toContainEqual({ id: 'c', name: 'sheet c' });
  expect([c?.seen, c?.heard]).toEqual([[], []]);
});

it('leaves out related rows that are not visible', async () => {
  const visible: Condition = {
    sql: (row) => `"${row}"."name" <> :hidden`,
    parameters: { hidden: 'sheet b' },
  };
  const [a] = await sheets.findBy({ id: 'a' });
  if (a)
    await loadRows(
      sheets,
      [a],
      [{ relation: 'heard', visible, related: [{ relation: 'seen', visible }] }],
    );
  expect(a?.heard?.map(({ id }) => id)).toEqual(['a', 'c']);
  expect(a?.heard?.[0]?.seen?.map(({ id }) => id)).toEqual(['c']);
});

it('repeats no row for the rows of another relation', async () => {
  const read: number[] = [];
  const counted = dataSource.createQueryRunner();
  const query = counted.query.bind(counted);
  counted.query = async (...given: Parameters<typeof query>) => {
    const result = await query(...given);
    read.push(result.records.length);
    return result;
  };
  try {
    const [a] = await counted.manager.find(sheet, { where: { id: 'a' } });
    read.length = 0;
    if (a)
      await loadRows(
        counted.manager.getRepository(sheet),
        [a],
        [{ relation: 'seen' }, { relation: 'heard' }],
      );
    expect(read).toEqual([2, 3]);
  } finally {
    await counted.release();
  }
});
