import type { DataSource, EntityManager } from 'typeorm';
import type { Cursors } from '../../paging/cursor.js';
import { AuthSession } from './session.entity.js';
import { SessionRepository } from './session.repository.js';
import { User } from './user.entity.js';
import { UserRepository } from './user.repository.js';

type Methods<Class> = Pick<Class, keyof Class>;

/** Users and their sessions change together: what is asked of both runs in one transaction. */
export interface Accounts {
  readonly users: Methods<UserRepository>;
  readonly sessions: Methods<SessionRepository>;
  readonly transaction: <T>(work: (accounts: Accounts) => Promise<T>) => Promise<T>;
}

export function createAccounts(dataSource: DataSource, cursors: Cursors): Accounts {
  const within = (manager: EntityManager): Accounts => ({
    users: new UserRepository(manager.getRepository(User), cursors),
    sessions: new SessionRepository(manager.getRepository(AuthSession)),
    transaction: (work) => manager.transaction((inner) => work(within(inner))),
  });
  return within(dataSource.manager);
}
