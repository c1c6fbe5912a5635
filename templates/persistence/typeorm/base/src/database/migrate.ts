import process from 'node:process';
import type { DataSource } from 'typeorm';
import { readEnvironment } from '../config/environment.js';
import { reportFailure } from '../failure.js';
import { connectDatabase } from './connect.js';

const commands: Readonly<Record<string, (dataSource: DataSource) => Promise<number>>> = {
  async up(dataSource) {
    const done = await dataSource.runMigrations();
    for (const { name } of done) console.log(`up    ${name}`);
    console.log(done.length === 0 ? 'Nothing to do.' : `${done.length} done.`);
    return 0;
  },
  async down(dataSource) {
    await dataSource.undoLastMigration();
    return 0;
  },
  /** Whether the migrations make the tables that the entities describe. */
  async check(dataSource) {
    if (await dataSource.showMigrations()) {
      console.error('There are migrations to run first: npm run migrate');
      return 1;
    }
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    for (const { query } of upQueries) console.error(query);
    if (upQueries.length > 0) console.error('The entities differ from the migrations, see above.');
    return upQueries.length > 0 ? 1 : 0;
  },
};

async function main(name: string): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    console.error(`Use one of ${Object.keys(commands).join(', ')}.`);
    return 2;
  }
  const database = await connectDatabase(readEnvironment());
  return command(database.dataSource).finally(database.close);
}

try {
  process.exitCode = await main(process.argv[2] ?? 'up');
} catch (error) {
  reportFailure(error);
  process.exitCode = 1;
}
