import { randomBytes, scryptSync } from 'node:crypto';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Config } from './config/config.js';
import type { Connection } from './connection.js';
import type { AppContext } from './context.js';
import { Cursors } from './paging/cursor.js';

export function createContext(
  config: Config,
  dataSource: DataSource,
  logger: Logger,
  connections: readonly Connection[] = [],
): AppContext {
  const [rateLimitStore] = connections.flatMap((connection) => connection.rateLimitStore ?? []);
  return {
    config,
    dataSource,
    logger,
    cursors: new Cursors(cursorSecret(config)),
    connections,
    ...(rateLimitStore && { rateLimitStore }),
  };
}

/**
 * All instances of a service share its database and so can read each other's cursors. Stretched, because cursors are handed
 * out: nobody is to guess the database's password from one.
 */
function cursorSecret({ DATABASE_URL }: Config): string {
  if (DATABASE_URL === undefined) return randomBytes(32).toString('hex');
  return scryptSync(DATABASE_URL, 'list-cursor', 32).toString('hex');
}
