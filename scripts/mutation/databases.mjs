import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** Names of this run's databases begin with it. The tests empty only what is called a test. */
export const newPrefix = () => `plinth_mutation_test_${randomBytes(4).toString('hex')}_`;

export async function checkServer(server) {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.end();
}

export async function dropDatabases(server, prefix) {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  const { rows } = await client.query(
    'SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)',
    [prefix],
  );
  for (const { name } of rows) await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await client.end();
}
