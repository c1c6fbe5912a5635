import { DataSource, type MigrationInterface } from 'typeorm';
import { SnakeNaming } from './naming.js';

const entities: (new () => object)[] = [
  // One for each table.
];

const migrations: (new () => MigrationInterface)[] = [
  // They run in this order.
];

const CONNECT_TIMEOUT_MS = 4_000;
const STATEMENT_TIMEOUT_MS = 10_000;
const LOCK_TIMEOUT_MS = 5_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 10_000;

export interface DataSourceSettings {
  readonly url: string;
  readonly poolMax: number;
}

/** Nothing waits for ever: a connection, a lock and a statement each have their limit, and the caller gets a 503. */
export function createDataSource({ url, poolMax }: DataSourceSettings): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities,
    migrations,
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeNaming(),
    synchronize: false,
    logging: false,
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    poolSize: poolMax,
    extra: {
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      lock_timeout: LOCK_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
      // The limit of the driver itself, for a server that has stopped answering and ends no statement.
      query_timeout: STATEMENT_TIMEOUT_MS + CONNECT_TIMEOUT_MS,
      keepAlive: true,
    },
  });
}
