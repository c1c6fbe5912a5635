import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Config } from '../../config/config.js';
import { createDataSource, type DataSourceSettings } from '../../database/data-source.js';
import { requireEmbedded } from './embedded.js';
import { learnTables } from './fields.js';
import { openListConnections } from './list-connections.js';
import { migrateUp } from './run-migrations.js';

/** Where the database is, and how to let go of it. */
export interface DatabaseServer {
  readonly url: string;
  readonly isEmbedded: boolean;
  readonly close: () => Promise<void>;
}

export interface Database {
  readonly dataSource: DataSource;
  readonly embedded: boolean;
  readonly close: () => Promise<void>;
}

/** The server of DATABASE_URL; without one, the embedded database. */
export async function openServer(
  { DATABASE_URL: url }: Config,
  logger?: Pick<Logger, 'info'>,
): Promise<DatabaseServer> {
  if (url !== undefined) return { url, isEmbedded: false, close: async () => {} };
  const embedded = requireEmbedded();
  logger?.info(
    'no DATABASE_URL: starting the embedded database, the first time takes some seconds',
  );
  return { ...(await embedded.open()), isEmbedded: true };
}

/** Connected, with whatever migrations it has had. */
export async function openDataSource(settings: DataSourceSettings): Promise<DataSource> {
  const dataSource = await createDataSource(settings).initialize();
  learnTables(dataSource);
  return dataSource;
}

/** Makes an open database ready for requests: the embedded one gets its migrations, lists get connections of their own. */
export async function startDatabase(
  { dataSource, embedded }: Omit<Database, 'close'>,
  config: Config,
  logger?: Pick<Logger, 'info'>,
): Promise<() => Promise<void>> {
  if (embedded) await migrateUp({ dataSource, embedded }, (line) => logger?.info(line));
  return openListConnections(dataSource, config);
}

/** The database as the service and its commands work with it. */
export async function connectDatabase(
  config: Config,
  logger?: Pick<Logger, 'info'>,
): Promise<Database> {
  const database = await openDatabase(config, {}, logger);
  try {
    const closeLists = await startDatabase(database, config, logger);
    return { ...database, close: () => closeLists().then(database.close) };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** As it is: nothing is migrated. */
export async function openDatabase(
  config: Config,
  limits: Pick<DataSourceSettings, 'limits'> = {},
  logger?: Pick<Logger, 'info'>,
): Promise<Database> {
  const server = await openServer(config, logger);
  try {
    const settings = { url: server.url, poolMax: config.DATABASE_POOL_MAX, ...limits };
    const dataSource = await openDataSource(settings);
    const close = (): Promise<void> => dataSource.destroy().then(server.close);
    return { dataSource, embedded: server.isEmbedded, close };
  } catch (error) {
    await server.close();
    throw error;
  }
}
