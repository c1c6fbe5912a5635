import process from 'node:process';
import type { DataSource } from 'typeorm';
import type { Config } from '../config/config.js';
import { readEnvironment } from '../config/environment.js';
import { reportFailure } from '../platform/failure.js';
import { type Database, openDatabase } from '../platform/database/connect.js';
import { createDataSource, migrationLimits } from './data-source.js';
import { requireEmbedded } from '../platform/database/embedded.js';
import { constraintError } from '../platform/database/errors.js';
import { migrateDown, migrateUp, pendingMigrations } from '../platform/database/run-migrations.js';
import { unlistedMigrations } from '../platform/database/unlisted-migrations.js';

type Command = (database: Database) => Promise<number>;

/** So many processes may have it open, one after the other. */
const OWNERS = 20;

const tell = (line: string): void => console.log(line);

const commands: Readonly<Record<string, Command>> = {
  async up(database) {
    const done = await migrateUp(database, tell);
    for (const name of done) console.log(`up    ${name}`);
    console.log(done.length === 0 ? 'Nothing to do.' : `${done.length} done.`);
    await tellUnlisted(database.dataSource);
    return 0;
  },
  async down(database) {
    const done = await migrateDown(database, tell);
    for (const name of done) console.log(`down  ${name}`);
    if (done.length === 0) console.log('Nothing to revert.');
    return 0;
  },
  /** Whether the migrations make the tables that the entities describe, and all of them are listed. */
  async check({ dataSource }) {
    const pending = await pendingMigrations(dataSource, (sql) => dataSource.query(sql));
    if (pending.length > 0) {
      console.error(`There are migrations to run first, by npm run migrate: ${pending.join(', ')}`);
      return 1;
    }
    const isListed = await tellUnlisted(dataSource);
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    for (const { query } of upQueries) console.error(query);
    if (upQueries.length > 0) console.error('The entities differ from the migrations, see above.');
    return isListed && upQueries.length === 0 ? 0 : 1;
  },
};

async function tellUnlisted(dataSource: DataSource): Promise<boolean> {
  const files = await unlistedMigrations(dataSource);
  for (const file of files) {
    console.error(
      `src/database/migrations/${file} is never run: add its class to \`migrations\` in src/database/data-source.ts.`,
    );
  }
  return files.length === 0;
}

/** Without a server the migrations are checked on a database of this moment: nothing has to be run first. */
async function openFor(name: string, config: Config): Promise<Database> {
  if (name !== 'check' || config.DATABASE_URL !== undefined) {
    return openDatabase(config, { limits: migrationLimits });
  }
  const { url, close } = await requireEmbedded().openInMemory();
  const dataSource = await createDataSource({ url, poolMax: 2 }).initialize();
  const database = {
    dataSource,
    embedded: true,
    close: () => dataSource.destroy().then(close),
  };
  await migrateUp(database, tell);
  return database;
}

async function main(name: string): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    console.error(`Use one of ${Object.keys(commands).join(', ')}.`);
    return 2;
  }
  const config = readEnvironment();
  const run = async (): Promise<number> => {
    const database = await openFor(name, config);
    return command(database).finally(database.close);
  };
  return config.DATABASE_URL === undefined ? whileOwnersEnd(run) : run();
}

/** The embedded database ends with the process that opened it first: the next attempt opens it anew. */
async function whileOwnersEnd<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const isGone = constraintError(error)?.kind === 'unavailable';
      if (!isGone || attempt === OWNERS) throw error;
    }
  }
}

try {
  process.exitCode = await main(process.argv[2] ?? 'up');
} catch (error) {
  reportFailure(error);
  process.exitCode = 1;
}
