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
  dataSource: DataSource,
  { isEmbedded }: DatabaseServer,
  config: Config,
  logger?: Pick<Logger, 'info'>,
): Promise<() => Promise<void>> {
  if (isEmbedded) await migrateUp({ dataSource, embedded: true }, (line) => logger?.info(line));
  return openListConnections(dataSource, config);
}
