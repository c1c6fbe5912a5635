import type { AppContext } from '../context.js';
import { runSeeds } from './seed.js';

/** The embedded database is brought up to date by itself, a server's by whoever runs it. Tells what is worth knowing, line by line. */
export async function prepareDatabase(
  context: AppContext,
  isEmbedded: boolean,
): Promise<readonly string[]> {
  const { dataSource, logger } = context;
  if (isEmbedded) {
    await dataSource.runMigrations();
    return runSeeds(context);
  }
  if (await dataSource.showMigrations()) {
    logger.warn('the database lacks migrations: npm run migrate');
  }
  return [];
}
