import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';

interface Joined {
  readonly runner: QueryRunner;
  isOver: boolean;
}

/**
 * One transaction for all that some work does, whoever does it: every repository of the data source joins it, and their own transactions
 * become savepoints of it. What the work starts and does not wait for is not in it.
 */
export class JoinedTransaction {
  readonly #dataSource: DataSource;
  readonly #current = new AsyncLocalStorage<Joined>();

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
    this.#join(dataSource);
  }

  async run<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    const runner = this.#dataSource.createQueryRunner();
    const release = runner.release.bind(runner);
    const joined: Joined = { runner, isOver: false };
    try {
      await runner.startTransaction();
      // Others release what they were given; it is theirs to use, and ours to let go of.
      runner.release = async () => {};
      undoWritesThatFail(runner);
      const result = await this.#current
        .run(joined, () => work(runner.manager))
        .finally(() => (joined.isOver = true));
      await runner.commitTransaction();
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => {});
      throw error;
    } finally {
      await release();
    }
  }

  #join(dataSource: DataSource): void {
    const runner = (): QueryRunner | undefined => {
      const joined = this.#current.getStore();
      return joined?.isOver === false ? joined.runner : undefined;
    };
    const create = dataSource.createQueryRunner.bind(dataSource);
    dataSource.createQueryRunner = (mode) => runner() ?? create(mode);
    // A list reads on a connection of its own, unless its query has one.
    const build = dataSource.createQueryBuilder.bind(dataSource);
    const joining = (...given: Parameters<typeof build>) => {
      const query = build(...given);
      const own = runner();
      return own && !query['queryRunner'] ? query.setQueryRunner(own) : query;
    };
    dataSource.createQueryBuilder = joining as DataSource['createQueryBuilder'];
  }
}

type Query = (
  ...statement: [sql: string, parameters?: unknown[], isStructured?: true]
) => Promise<unknown>;

const isNoWrite = /^\s*(?:select|savepoint|release|rollback|commit|start|set)\b/i;

/**
 * A statement that fails would end the whole transaction, and whoever means to try another could not. Each has a savepoint, and
 * they run one after the other. There are no savepoints after the end, so that what nobody waited for fails then.
 */
function undoWritesThatFail(runner: QueryRunner): void {
  const query: Query = runner.query.bind(runner);
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = last.then(work);
    last = result.catch(() => {});
    return result;
  };
  const undoable: Query = async (...statement) => {
    await query('SAVEPOINT statement');
    try {
      const result = await query(...statement);
      await query('RELEASE SAVEPOINT statement');
      return result;
    } catch (error) {
      await query('ROLLBACK TO SAVEPOINT statement');
      throw error;
    }
  };
  const joining: Query = (...statement) =>
    inTurn(() => (isNoWrite.test(statement[0]) ? query : undoable)(...statement));
  runner.query = joining as QueryRunner['query'];
}
