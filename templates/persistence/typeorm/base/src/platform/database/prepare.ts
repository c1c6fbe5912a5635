import type { AppContext } from '../context.js';
import { pendingMigrations } from './run-migrations.js';
import { runSeeds } from '../../database/seed.js';

/** The embedded database gets its examples, a server's is looked at. Tells what is worth knowing, line by line. */
export async function prepareDatabase(
  context: AppContext,
  isEmbedded: boolean,
): Promise<readonly string[]> {
  const { dataSource, logger } = context;
  if (isEmbedded) return runSeeds(context);
  const pending = await pendingMigrations(dataSource, (sql) => dataSource.query(sql));
  if (pending.length > 0)
    logger.warn({ pending }, 'the database lacks migrations: npm run migrate');
  return [];
}
