import {
  DataSource,
  type DataSourceOptions,
  type ObjectLiteral,
  type SelectQueryBuilder,
} from 'typeorm';
import type { Config } from '../../config/config.js';
import { AppError } from '../errors.js';
import { isFullPool } from './errors.js';

/** Who finds every connection taken waits this long for one. */
const WAIT_MS = 2_000;

type Settings = Pick<Config, 'LIST_POOL_MAX' | 'SEARCH_POOL_MAX' | 'LIST_TIMEOUT_MS'>;
type Kind = 'list' | 'search';
type Sources = Readonly<Record<Kind, DataSource>>;

const tooMany: Readonly<Record<Kind, string>> = {
  list: 'Too many lists are asked for at the moment. Try again later.',
  search: 'Too many searches are running at the moment. Try again later.',
};

const sourcesOf = new WeakMap<DataSource, Sources>();

/**
 * A list may have to read every row of its table: to count, to sort or to search them. So lists have connections of their own,
 * searches others than the rest, and less time for a statement: however many are asked for, all other requests find theirs.
 */
export async function openListConnections(
  dataSource: DataSource,
  { LIST_POOL_MAX, SEARCH_POOL_MAX, LIST_TIMEOUT_MS }: Settings,
): Promise<() => Promise<void>> {
  const list = new Connections(dataSource, LIST_POOL_MAX, LIST_TIMEOUT_MS);
  const search = new Connections(dataSource, SEARCH_POOL_MAX, LIST_TIMEOUT_MS);
  const close = async (): Promise<void> => {
    const open = [list, search].filter(({ isInitialized }) => isInitialized);
    await Promise.all(open.map((source) => source.destroy()));
  };
  try {
    await list.initialize();
    await search.initialize();
  } catch (error) {
    await close();
    throw error;
  }
  sourcesOf.set(dataSource, { list, search });
  return close;
}

/** Runs the statements of the query, and those of its clones, on one of these connections; in a transaction on its own. */
export async function onListConnection<Row extends ObjectLiteral, Result>(
  query: SelectQueryBuilder<Row>,
  kind: Kind,
  work: () => Promise<Result>,
): Promise<Result> {
  const source = sourcesOf.get(query.dataSource)?.[kind];
  if (!source || query['queryRunner']) return work();
  const runner = source.createQueryRunner();
  query.setQueryRunner(runner);
  try {
    return await work();
  } catch (error) {
    throw isFullPool(error) ? new AppError('unavailable', tooMany[kind]) : error;
  } finally {
    await runner.release();
  }
}

/** The same database without the tables: statements come from the query. */
class Connections extends DataSource {
  constructor({ options }: DataSource, poolSize: number, timeoutMs: number) {
    const limits = {
      connectionTimeoutMillis: WAIT_MS,
      statement_timeout: timeoutMs,
      lock_timeout: Math.ceil(timeoutMs / 2),
      query_timeout: timeoutMs + WAIT_MS,
    };
    const own = { entities: [], migrations: [], poolSize, extra: { ...options.extra, ...limits } };
    super({ ...options, ...own } as DataSourceOptions);
  }
}
