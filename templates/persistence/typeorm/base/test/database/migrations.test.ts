import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Database } from '../../src/platform/database/connect.js';
import { createDataSource } from '../../src/database/data-source.js';
import { migrateDown, migrateUp, nameOf } from '../../src/platform/database/run-migrations.js';
import { unlistedMigrations } from '../../src/platform/database/unlisted-migrations.js';

/** Everything about the tables that a migration decides. */
const describeSchema = `
  SELECT table_name AS name, column_name || ' ' || data_type || ' ' || is_nullable || ' '
    || coalesce(column_default, '') || ' ' || coalesce(character_maximum_length, datetime_precision, 0) AS text
  FROM information_schema.columns WHERE table_schema = 'public'
  UNION ALL SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'
  UNION ALL SELECT conrelid::regclass::text, conname || ' ' || pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
  ORDER BY 1, 2`;

describe('migrations', () => {
  let dataSource: DataSource;
  let database: Database;
  beforeAll(async () => {
    dataSource = createDataSource({ url: inject('databaseUrl'), poolMax: 5 });
    await dataSource.initialize();
    database = { dataSource, embedded: inject('isEmbedded'), close: () => dataSource.destroy() };
  });
  afterAll(() => dataSource.destroy());

  it('make the tables that the entities describe', async () => {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('go down to nothing and up to the same schema', async () => {
    const before: unknown = await dataSource.query(describeSchema);
    const count = dataSource.migrations.length;
    const undone: string[] = [];
    for (let step = 0; step <= count; step += 1)
      undone.push(...(await migrateDown(database, () => {})));
    expect(undone).toEqual(dataSource.migrations.map(nameOf).toReversed());
    const tables: { name: string }[] = await dataSource.query(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
    );
    expect(tables.map(({ name }) => name)).toEqual(['migrations']);
    // Of several at once one runs them, and the others find nothing to do.
    const runs = Array.from({ length: 4 }, () => migrateUp(database, () => {}));
    expect((await Promise.all(runs)).flat()).toEqual(dataSource.migrations.map(nameOf));
    expect(await dataSource.query(describeSchema)).toEqual(before);
  });

  it('are all listed', async () => {
    expect(await unlistedMigrations(dataSource)).toEqual([]);
    const short = createDataSource({ url: inject('databaseUrl'), poolMax: 1 });
    await short.initialize();
    const last = short.migrations.splice(-1).map(nameOf);
    const files = (await unlistedMigrations(short)).map((file) => Number.parseInt(file, 10));
    expect(files).toEqual(last.map((name) => Number.parseInt(name.slice(-13), 10)));
    await short.destroy();
  });

  it('index every foreign key', async () => {
    const unindexed: unknown = await dataSource.query(`
      SELECT conrelid::regclass::text AS table, conname AS name FROM pg_constraint
      WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND NOT EXISTS (
        SELECT FROM pg_index WHERE indrelid = conrelid AND indpred IS NULL
          AND (indkey::int2[])[0:cardinality(conkey) - 1] @> conkey)`);
    expect(unindexed).toEqual([]);
  });
});
