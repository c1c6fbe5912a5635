import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Config } from '../../config/config.js';
import type { DataSourceSettings } from '../../database/data-source.js';
import { type DatabaseServer, openDataSource, openServer, startDatabase } from './start.js';

type Limits = Pick<DataSourceSettings, 'limits'>;

export interface Database {
  readonly dataSource: DataSource;
  readonly embedded: boolean;
  readonly close: () => Promise<void>;
}

/** The database as the service and its commands work with it. */
export async function connectDatabase(
  config: Config,
  logger?: Pick<Logger, 'info'>,
): Promise<Database> {
  const server = await openServer(config, logger);
  const database = await openOn(server, config);
  try {
    const closeLists = await startDatabase(database.dataSource, server, config, logger);
    return { ...database, close: () => closeLists().then(database.close) };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** As it is: nothing is migrated. */
export async function openDatabase(config: Config, limits: Limits = {}): Promise<Database> {
  return openOn(await openServer(config), config, limits);
}

async function openOn(
  server: DatabaseServer,
  config: Config,
  limits: Limits = {},
): Promise<Database> {
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
