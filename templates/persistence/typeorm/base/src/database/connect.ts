import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Config } from '../config/config.js';
import { createDataSource, type Limits } from './data-source.js';
import { learnTables } from './fields.js';
import { openListConnections } from './list-connections.js';
import { migrateUp } from './run-migrations.js';

const EMBEDDED_DIRECTORY = '.data';

export interface DatabaseServer {
  readonly url: string;
  readonly embedded: boolean;
  readonly close: () => Promise<void>;
}

export interface Database {
  readonly dataSource: DataSource;
  readonly embedded: boolean;
  readonly close: () => Promise<void>;
}

/** The server of DATABASE_URL; without one, the embedded database in `.data/`, with every migration run. */
export async function connectDatabase(
  config: Config,
  logger?: Pick<Logger, 'info'>,
): Promise<Database> {
  const database = await openDatabase(config, undefined, logger);
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
export async function openDatabase(
  config: Config,
  limits?: Limits,
  logger?: Pick<Logger, 'info'>,
): Promise<Database> {
  const server = await openServer(config, logger);
  const { url, embedded } = server;
  const dataSource = createDataSource({ url, poolMax: config.DATABASE_POOL_MAX, limits });
  try {
    await dataSource.initialize();
    learnTables(dataSource);
  } catch (error) {
    await server.close();
    throw error;
  }
  const close = async (): Promise<void> => {
    await dataSource.destroy();
    await server.close();
  };
  return { dataSource, embedded, close };
}

/** The server of DATABASE_URL, which runs already; without one, the embedded one is started. */
export async function openServer(
  { DATABASE_URL }: Config,
  logger?: Pick<Logger, 'info'>,
): Promise<DatabaseServer> {
  if (DATABASE_URL !== undefined) {
    return { url: DATABASE_URL, embedded: false, close: async () => {} };
  }
  logger?.info('no DATABASE_URL: starting the embedded database, the first time takes some seconds');
  const { openEmbedded } = await import('./embedded.js');
  return { ...(await openEmbedded(EMBEDDED_DIRECTORY)), embedded: true };
}
