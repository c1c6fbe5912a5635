import { DataSource, EntitySchema } from 'typeorm';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { Condition } from '../../../src/platform/database/condition.js';
import { RowReader } from '../../../src/platform/database/row-reader.js';

interface Part {
  readonly id: string;
  readonly name: string;
  readonly whole: Part | null;
  readonly others: readonly Part[];
}

const part = new EntitySchema<Part>({
  name: 'RowReaderPart',
  tableName: '_row_reader_parts',
  columns: { id: { type: 'varchar', primary: true }, name: { type: 'varchar' } },
  relations: {
    whole: { type: 'many-to-one', target: 'RowReaderPart', joinColumn: { name: 'whole_id' } },
    others: {
      type: 'many-to-many',
      target: 'RowReaderPart',
      joinTable: { name: '_row_reader_others' },
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

beforeAll(async () => {
  await dataSource.initialize();
  await dataSource.synchronize();
  await dataSource.getRepository<object>(part).insert([
    { id: 'a', name: 'shown' },
    { id: 'b', name: 'hidden' },
    { id: 'c', name: 'shown', whole: { id: 'b' } },
    { id: 'd', name: 'shown', whole: { id: 'a' } },
  ]);
  for (const id of ['a', 'c'])
    await dataSource.createQueryBuilder().relation(part, 'others').of(id).add(['a', 'b', 'd']);
});
afterAll(async () => {
  await dataSource.query('DROP TABLE "_row_reader_others", "_row_reader_parts"');
  await dataSource.destroy();
});

const visible: Condition = {
  sql: (row) => `"${row}"."name" = :shown`,
  parameters: { shown: 'shown' },
};
const reader = (id: string) =>
  new RowReader(dataSource.getRepository(part).createQueryBuilder('row').where({ id }));
const ids = (parts: readonly { readonly id: string }[] | undefined) => parts?.map(({ id }) => id);

it('joins a related row with what is asked for of it', async () => {
  const [c] = await reader('c')
    .join('whole', { fields: ['id'] })
    .joinIds('others')
    .read();
  expect(c).toMatchObject({ id: 'c', name: 'shown', whole: { id: 'b' } });
  expect(c?.whole?.name).toBeUndefined();
  expect(ids(c?.others)).toEqual(['a', 'b', 'd']);
});

it('leaves out related rows that are not visible, and their ids', async () => {
  const [c] = await reader('c').join('whole', { visible }).joinIds('others', { visible }).read();
  expect(c).toMatchObject({ id: 'c', whole: null });
  expect(ids(c?.others)).toEqual(['a', 'd']);
  const joined = reader('d').join('whole', { visible });
  const [d] = await joined.joinIds('others', { of: 'whole', visible }).read();
  expect(d?.whole?.name).toBe('shown');
  expect(ids(d?.whole?.others)).toEqual(['a', 'd']);
});

it('does so in a row that is locked', async () => {
  await dataSource.transaction(async (manager) => {
    const query = manager.getRepository(part).createQueryBuilder('row').where({ id: 'a' });
    const a = await new RowReader(query).joinIds('others', { visible }).lock();
    expect(ids(a?.others)).toEqual(['a', 'd']);
  });
});
