import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createDataSource } from '../../src/database/data-source.js';

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
  beforeAll(async () => {
    dataSource = createDataSource({ url: inject('databaseUrl'), poolMax: 2 });
    await dataSource.initialize();
  });
  afterAll(() => dataSource.destroy());

  it('make the tables that the entities describe', async () => {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('go down to nothing and up to the same schema', async () => {
    const before: unknown = await dataSource.query(describeSchema);
    const count = dataSource.migrations.length;
    for (let step = 0; step < count; step += 1) await dataSource.undoLastMigration();
    const tables: { name: string }[] = await dataSource.query(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
    );
    expect(tables.map(({ name }) => name)).toEqual(['migrations']);
    await dataSource.runMigrations();
    expect(await dataSource.query(describeSchema)).toEqual(before);
  });

  it('index every foreign key', async () => {
    const unindexed: unknown = await dataSource.query(`
      SELECT conrelid::regclass::text AS table, conname AS name FROM pg_constraint
      WHERE contype = 'f' AND NOT EXISTS (
        SELECT FROM pg_index WHERE indrelid = conrelid AND indpred IS NULL
          AND (indkey::int2[])[0:cardinality(conkey) - 1] @> conkey)`);
    expect(unindexed).toEqual([]);
  });
});
