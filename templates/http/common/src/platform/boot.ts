import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Config } from '../config/config.js';
import type { Connection } from './connection.js';
import type { AppContext } from './context.js';
import { createCursors } from './cursors.js';

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
    cursors: createCursors(config),
    connections,
    ...(rateLimitStore && { rateLimitStore }),
  };
}
