import { DataSource, EntitySchema, type ObjectLiteral } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { constraintError } from '../../../src/platform/database/errors.js';
import { learnTables } from '../../../src/platform/database/fields.js';
import { SnakeNaming } from '../../../src/platform/database/naming.js';

const longName = 'averageNumberOfDaysBetweenOrderAndDelivery';
const other = '00000000-0000-4000-8000-000000000000';
const sound = {
  imageURL: 'a',
  line2Total: 1,
  [longName]: 'a',
  Email: 'a',
  x1Y: 'a',
  needed: 'a',
  aBCZ9Id: null,
};

const kinds = new EntitySchema<ObjectLiteral>({
  name: 'FieldsKind',
  tableName: '_fields_kinds',
  columns: { id: { type: 'uuid', primary: true, generated: 'uuid' } },
});
const things = new EntitySchema<ObjectLiteral>({
  name: 'FieldsThing',
  tableName: '_fields_things_of_which_one_is_enough',
  columns: {
    id: { type: 'uuid', primary: true, generated: 'uuid' },
    imageURL: { type: 'varchar', unique: true },
    line2Total: { type: 'integer' },
    atMost: { type: 'integer', nullable: true },
    [longName]: { type: 'varchar', unique: true },
    Email: { type: 'varchar' },
    x1Y: { type: 'varchar' },
    needed: { type: 'varchar' },
    aBCZ9Id: { type: 'uuid', nullable: true },
  },
  uniques: [{ columns: ['x1Y', 'line2Total'] }],
  checks: [{ name: '_fields_things_compared', expression: '"line2_total" < "at_most"' }],
  indices: [{ name: '_fields_things_pair', columns: ['line2Total', 'needed'], synchronize: false }],
  relations: {
    aBCZ9: { type: 'many-to-one', target: 'FieldsKind', joinColumn: true },
    pagesXY: { type: 'many-to-many', target: 'FieldsKind', joinTable: { name: '_fields_links' } },
  },
});

describe('a value that the database refuses', () => {
  const dataSource = new DataSource({
    type: 'postgres',
    url: inject('databaseUrl'),
    entities: [kinds, things],
    namingStrategy: new SnakeNaming(),
    poolSize: 2,
    installExtensions: false,
    uuidExtension: 'pgcrypto',
  });
  const { tableName: table = '' } = things.options;

  beforeAll(async () => {
    await dataSource.initialize();
    await dataSource.synchronize();
    await dataSource.query(
      `ALTER TABLE "${table}" ADD CONSTRAINT "${table}_line2_total_check" CHECK ("line2_total" > 0)`,
    );
    await dataSource.query(
      `CREATE UNIQUE INDEX "${table}_email_key" ON "${table}" (lower("email"))`,
    );
    await dataSource.query(
      `CREATE UNIQUE INDEX "_fields_things_pair" ON "${table}" ("line2_total", lower("needed"))`,
    );
    learnTables(dataSource);
  });
  beforeEach(() => dataSource.query(`TRUNCATE "${table}" CASCADE`));
  afterAll(async () => {
    await dataSource.query(`DROP TABLE "_fields_links", "${table}", "_fields_kinds"`);
    await dataSource.destroy();
  });

  const fieldsOf = async (refused: Promise<unknown>): Promise<unknown> => {
    const error: unknown = await refused.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return constraintError(error)?.errors.map(({ field }) => field);
  };
  const insert = (values: object): Promise<unknown> =>
    dataSource.manager.insert(things, { ...sound, ...values });
  const unlike = { imageURL: 'b', [longName]: 'b', Email: 'b', x1Y: 'b', needed: 'b' };

  it.each([
    ['unique', ['imageURL'], { ...unlike, imageURL: 'a' }],
    ['unique, by a constraint with a long name', [longName], { ...unlike, [longName]: 'a' }],
    ['unique in lower case', ['Email'], { ...unlike, Email: 'A' }],
    ['unique together', ['x1Y', 'line2Total'], { ...unlike, x1Y: 'a' }],
    ['unique together in lower case', ['line2Total', 'needed'], { ...unlike, needed: 'A' }],
    ['checked', ['line2Total'], { ...unlike, line2Total: 0 }],
    ['compared with another one', ['line2Total', 'atMost'], { ...unlike, atMost: 1 }],
    ['missing', ['needed'], { ...unlike, needed: null }],
    ['a reference to nothing', ['aBCZ9Id'], { ...unlike, aBCZ9Id: other }],
  ])('has the name of its field where it is %s', async (_what, fields, values) => {
    await insert({});
    expect(await fieldsOf(insert(values))).toEqual(fields);
  });

  it('has none in the table of a many-to-many relation', async () => {
    // A copy: TypeORM writes the id of the row into what it is given.
    const { identifiers } = await dataSource.manager.insert(things, { ...sound });
    const pages = dataSource.createQueryBuilder().relation(things, 'pagesXY').of(identifiers[0]);
    expect(await fieldsOf(pages.add(other))).toEqual([]);
  });
});
