import { withClient } from '../support/database.js';

const queries = [
  `SELECT table_name, column_name, data_type, udt_name, character_maximum_length, numeric_precision, numeric_scale,
     datetime_precision, is_nullable, column_default
   FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, column_name`,
  `SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname`,
  `SELECT conrelid::regclass::text AS "table", conname, pg_get_constraintdef(oid) AS definition FROM pg_constraint
   WHERE connamespace = 'public'::regnamespace ORDER BY 1, conname`,
] as const;

/** Everything that makes two schemas differ: columns, indexes and constraints of every table but the migrations' own. */
export function schemaOf(url: string): Promise<readonly object[]> {
  return withClient(url, async (client) => {
    const rows: object[] = [];
    for (const query of queries) rows.push(...(await client.query<object>(query)).rows);
    return rows.filter((row) => !Object.values(row).includes('migrations'));
  });
}

/** The same for tables that were renamed: from PostgreSQL 18 on each NOT NULL has a name, which an older one knows nothing of, so nobody renames it. */
export const namelessSchemaOf = async (url: string): Promise<readonly object[]> =>
  (await schemaOf(url)).filter(
    (row) => !('definition' in row && String(row.definition).startsWith('NOT NULL ')),
  );

/** How many migrations the database has run. */
export function migrationsRun(url: string): Promise<number> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ count: string }>('SELECT count(*) FROM migrations');
    return Number(rows[0]?.count);
  });
}
