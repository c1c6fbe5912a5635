import type { EntityManager } from 'typeorm';

/** A repository that can join a transaction of another. */
export interface Transactional<Self> {
  /** The same repository, with its statements in the transaction of this manager. */
  readonly within: (manager: EntityManager) => Self;
}

/** Gives a repository in the transaction that runs: `const tags = within(this.#tags)`. */
type Within = <Repository extends Transactional<Repository>>(repository: Repository) => Repository;

/** What is done in one transaction: with a repository, and with every other that `within` is asked for. */
export type Work<Repository, Result> = (repository: Repository, within: Within) => Promise<Result>;

/** All of the work or, if it throws, nothing. For rules over several modules too: each repository comes from `within`. */
export function inTransaction<Repository extends Transactional<Repository>, Result>(
  manager: EntityManager,
  repository: NoInfer<Repository>,
  work: Work<Repository, Result>,
): Promise<Result> {
  return manager.transaction((inner) => {
    const within: Within = (one) => one.within(inner);
    return work(within(repository), within);
  });
}
