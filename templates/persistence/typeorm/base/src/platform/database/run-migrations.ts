import { setTimeout as delay } from 'node:timers/promises';
import {
  type DataSource,
  MigrationExecutor,
  type MigrationInterface,
  QueryFailedError,
  type QueryRunner,
} from 'typeorm';

const POLL_MS = 200;
const LOCK_ATTEMPTS = 12;
const LOCK_PAUSE_MS = 1_000;
const LOCK_NOT_AVAILABLE = '55P03';

interface Database {
  readonly dataSource: DataSource;
  /** Then it has one backend only. */
  readonly embedded: boolean;
}

type Tell = (line: string) => void;
type Query = (sql: string) => Promise<readonly { name: string }[]>;

export const nameOf = (migration: MigrationInterface): string =>
  migration.name ?? migration.constructor.name;

/** The migrations that the database has not had. Only reads: TypeORM's own look creates a table. */
export async function pendingMigrations(
  { migrations, options }: DataSource,
  query: Query,
): Promise<readonly string[]> {
  const table = options.migrationsTableName ?? 'migrations';
  const [made] = await query(`SELECT to_regclass('"${table}"')::text AS name`);
  const done = made?.name ? await query(`SELECT name FROM "${table}"`) : [];
  const names = new Set(done.map(({ name }) => name));
  return migrations.map(nameOf).filter((name) => !names.has(name));
}

/** Runs what is pending and names it. Of several processes that do so at once one works; the others wait, and find nothing. */
export function migrateUp(database: Database, tell: Tell): Promise<readonly string[]> {
  return alone(database, tell, async (runner, executor) => {
    const pending = await pendingMigrations(database.dataSource, (sql) => runner.query(sql));
    if (pending.length > 0) await execute(executor, tell);
    return pending;
  });
}

/** Reverts the last migration that was run, if there is one. */
export function migrateDown(database: Database, tell: Tell): Promise<readonly string[]> {
  const { dataSource } = database;
  return alone(database, tell, async (runner, executor) => {
    const query = (sql: string) => runner.query(sql);
    const before = await pendingMigrations(dataSource, query);
    await executor.undoLastMigration();
    const after = await pendingMigrations(dataSource, query);
    return after.filter((name) => !before.includes(name));
  });
}

/** One connection for all of it: what keeps the others waiting ends with it, also when this process is killed. */
async function alone<Result>(
  { dataSource, embedded }: Database,
  tell: Tell,
  work: (runner: QueryRunner, executor: MigrationExecutor) => Promise<Result>,
): Promise<Result> {
  const runner = dataSource.createQueryRunner();
  const executor = new MigrationExecutor(dataSource, runner);
  executor.transaction = 'each';
  try {
    return await (embedded ? inOneTransaction : underLock)(runner, tell, () =>
      work(runner, executor),
    );
  } finally {
    await runner.release();
  }
}

/** Asked for again and again: a statement that waits would keep CREATE INDEX CONCURRENTLY of the other waiting, for ever. */
async function underLock<Result>(
  runner: QueryRunner,
  tell: Tell,
  work: () => Promise<Result>,
): Promise<Result> {
  const isTaken = async (): Promise<boolean> => {
    const [lock] = await runner.query(
      `SELECT pg_try_advisory_lock(hashtext('migrations')) AS taken`,
    );
    return lock.taken;
  };
  let hasToWait = !(await isTaken());
  if (hasToWait) tell('Another process runs migrations: waiting for it.');
  while (hasToWait) {
    await delay(POLL_MS);
    hasToWait = !(await isTaken());
  }
  const unlock = () => runner.query(`SELECT pg_advisory_unlock(hashtext('migrations'))`);
  return work().finally(() => unlock().catch(() => {}));
}

/** The embedded database has one backend, which grants a lock to everybody; but a transaction has it for itself. */
async function inOneTransaction<Result>(
  runner: QueryRunner,
  _tell: Tell,
  work: () => Promise<Result>,
): Promise<Result> {
  await runner.startTransaction();
  try {
    const result = await work();
    await runner.commitTransaction();
    return result;
  } catch (error) {
    // Where the connection is gone there is nothing to take back, and nothing else to tell than why.
    await runner.rollbackTransaction().catch(() => {});
    throw error;
  }
}

/** A table that requests are using is waited for in short turns: whoever comes after the migration would wait behind it. */
async function execute(executor: MigrationExecutor, tell: Tell): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await executor.executePendingMigrations();
      return;
    } catch (error) {
      if (!isLockTimeout(error) || attempt === LOCK_ATTEMPTS) throw error;
      // What ran without a transaction may be half done.
      const [next] = await executor.getPendingMigrations();
      if (next?.instance?.transaction === false) throw error;
      tell(`A table is in use: trying again (${attempt} of ${LOCK_ATTEMPTS - 1}).`);
      await delay(LOCK_PAUSE_MS);
    }
  }
}

const isLockTimeout = (error: unknown): boolean =>
  error instanceof QueryFailedError &&
  (error.driverError as { readonly code?: string }).code === LOCK_NOT_AVAILABLE;
