import type { EntityManager, Repository } from 'typeorm';
import { findPage } from '../../platform/database/find-page.js';
import { removeRow } from '../../platform/database/remove-row.js';
import {
  inTransaction,
  type Transactional,
  type Work,
} from '../../platform/database/transaction.js';
import { type Changes, insertRow, saveRow } from '../../platform/database/write-row.js';
import type { Cursors } from '../../platform/paging/cursor.js';
import type { ListRequest, Page } from '../../platform/paging/list-request.js';
import { User } from './user.entity.js';

export type NewUser = Pick<User, 'email' | 'name' | 'passwordHash'> & Partial<Pick<User, 'role'>>;

/** What services ask of users: the repository or, in their tests, a fake. */
export interface Users
  extends Omit<UserRepository, 'transaction' | 'within'>, Transactional<Users> {
  readonly transaction: <Result>(work: Work<Users, Result>) => Promise<Result>;
}

export class UserRepository {
  readonly #rows: Repository<User>;
  readonly #cursors: Cursors;

  constructor(rows: Repository<User>, cursors: Cursors) {
    this.#rows = rows;
    this.#cursors = cursors;
  }

  /** One transaction for all of the work: with this repository, and with others from `within`. */
  transaction<Result>(work: Work<UserRepository, Result>): Promise<Result> {
    return inTransaction(this.#rows.manager, this, work);
  }

  within(manager: EntityManager): UserRepository {
    return new UserRepository(manager.getRepository(User), this.#cursors);
  }

  list(request: ListRequest): Promise<Page<User>> {
    const query = this.#rows.createQueryBuilder('user');
    return findPage(query, request, {
      cursors: this.#cursors,
      searchable: ['email', 'name'],
      caseless: ['email'],
    });
  }

  find(id: string): Promise<User | null> {
    return this.#rows.findOneBy({ id });
  }

  findByEmail(email: string): Promise<User | null> {
    return this.#rows
      .createQueryBuilder('user')
      .where('lower(user.email) = :email', { email: email.toLowerCase() })
      .getOne();
  }

  /** Reads the row for a change that depends on it: nobody else changes it before the transaction ends. */
  lock(id: string): Promise<User | null> {
    return this.#rows.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** Every admin who can sign in, always in the same order, so that two calls cannot wait for each other. */
  lockAdmins(): Promise<User[]> {
    return this.#rows.find({
      where: { role: 'admin', disabled: false },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  insert(fields: NewUser): Promise<User> {
    return insertRow(this.#rows.manager, User, fields);
  }

  /** Of a row that is locked. */
  save(user: User, changes: Changes<NewUser & Pick<User, 'disabled'>>): Promise<User> {
    return saveRow(this.#rows.manager, User, user, changes);
  }

  /** Of a row that is locked. */
  remove(id: string): Promise<void> {
    return removeRow(this.#rows.manager, User, id);
  }
}
