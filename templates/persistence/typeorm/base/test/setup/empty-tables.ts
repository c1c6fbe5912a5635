import pg from 'pg';
import { beforeAll, inject } from 'vitest';

beforeAll(async () => {
  const client = new pg.Client({ connectionString: inject('databaseUrl') });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations'`,
  );
  if (rows.length > 0) {
    await client.query(`TRUNCATE ${rows.map(({ name }) => name).join(', ')} CASCADE`);
  }
  await client.end();
});
