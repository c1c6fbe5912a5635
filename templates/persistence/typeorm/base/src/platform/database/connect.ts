import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Config } from '../../config/config.js';
import { createDataSource, type Limits } from '../../database/data-source.js';
import { requireEmbedded } from './embedded.js';
import { learnTables } from './fields.js';
import { openListConnections } from './list-connections.js';
import { migrateUp } from './run-migrations.js';

export interface Database {
  readonly dataSource: DataSource;
  readonly embedded: boolean;
  readonly close: () => Promise<void>;
}

/** The server of DATABASE_URL; without one, the embedded database, with every migration run. */
export async function connectDatabase(
  config: Config,
  logger?: Pick<Logger, 'info'>,
): Promise<Database> {
  if (config.DATABASE_URL === undefined && requireEmbedded()) {
    logger?.info(
      'no DATABASE_URL: starting the embedded database, the first time takes some seconds',
    );
  }
  const database = await openDatabase(config);
  try {
    if (database.embedded) await migrateUp(database, (line) => logger?.info(line));
    const closeLists = await openListConnections(database.dataSource, config);
    return { ...database, close: () => closeLists().then(database.close) };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** As it is, with whatever migrations it has had. */
export async function openDatabase(config: Config, limits?: Limits): Promise<Database> {
  const embedded = config.DATABASE_URL === undefined ? await requireEmbedded().open() : undefined;
  const url = embedded?.url ?? config.DATABASE_URL ?? '';
  const dataSource = createDataSource({ url, poolMax: config.DATABASE_POOL_MAX, limits });
  try {
    await dataSource.initialize();
    learnTables(dataSource);
  } catch (error) {
    await embedded?.close();
    throw error;
  }
  const close = async (): Promise<void> => {
    await dataSource.destroy();
    await embedded?.close();
  };
  return { dataSource, embedded: embedded !== undefined, close };
}
