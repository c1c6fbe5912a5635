// Beside the vitest.config.ts of the blog that Stryker mutates: a database for each of its workers, and what fails fast first.
import process from 'node:process';
import pg from 'pg';
import { mergeConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import own from './vitest.config.js';

const {
  PLINTH_MUTATION_SERVER: server,
  PLINTH_MUTATION_PREFIX: prefix,
  STRYKER_MUTATOR_WORKER: worker,
} = process.env;

/** Without waiting for the disk: nothing here has to outlive the run. */
async function createDatabase(name) {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${name}`);
    await client.query(`ALTER DATABASE ${name} SET synchronous_commit = off`);
  } finally {
    await client.end();
  }
}

const isOverHttp = ({ moduleId }) => Number(moduleId.includes('.api.test.'));

class UnitTestsFirst extends BaseSequencer {
  async sort(files) {
    return files.toSorted((left, right) => isOverHttp(left) - isOverHttp(right));
  }
}

const name = `${prefix}${worker ?? 0}`;
await createDatabase(name);
const url = new URL(server);
url.pathname = `/${name}`;
process.env.TEST_DATABASE_URL = url.href;

export default mergeConfig(own, {
  test: {
    // Of no file that is mutated, and slow.
    exclude: ['test/database/**', 'test/users/first-admin.test.ts'],
    sequence: { sequencer: UnitTestsFirst },
  },
});
