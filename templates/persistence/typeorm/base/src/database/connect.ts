import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Config } from '../config/config.js';
import { createDataSource } from './data-source.js';

const EMBEDDED_DIRECTORY = '.data';

export interface Database {
  readonly dataSource: DataSource;
  readonly embedded: boolean;
  readonly close: () => Promise<void>;
}

/** The server of DATABASE_URL; without one, the embedded database in `.data/`. */
export async function connectDatabase(
  config: Config,
  logger?: Pick<Logger, 'info'>,
): Promise<Database> {
  if (config.DATABASE_URL === undefined) {
    logger?.info(
      'no DATABASE_URL: starting the embedded database, the first time takes some seconds',
    );
  }
  const embedded =
    config.DATABASE_URL === undefined
      ? await (await import('./embedded.js')).openEmbedded(EMBEDDED_DIRECTORY)
      : undefined;
  const url = embedded?.url ?? config.DATABASE_URL ?? '';
  const dataSource = createDataSource({ url, poolMax: config.DATABASE_POOL_MAX });
  try {
    await dataSource.initialize();
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
