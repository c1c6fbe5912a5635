import type { EntityManager } from 'typeorm';
import { findPage } from '../../database/find-page.js';
import { removeRow } from '../../database/remove-row.js';
import { type Changes, insertRow, saveRow } from '../../database/write-row.js';
import type { Cursors } from '../../paging/cursor.js';
import type { ListRequest, Page } from '../../paging/list-request.js';
import { User } from './user.entity.js';

export type NewUser = Pick<User, 'email' | 'name' | 'passwordHash'> & Partial<Pick<User, 'role'>>;

export class UserRepository {
  readonly #manager: EntityManager;
  readonly #cursors: Cursors;

  constructor(manager: EntityManager, cursors: Cursors) {
    this.#manager = manager;
    this.#cursors = cursors;
  }

  list(request: ListRequest): Promise<Page<User>> {
    const query = this.#manager.createQueryBuilder(User, 'user');
    return findPage(query, request, {
      cursors: this.#cursors,
      searchable: ['email', 'name'],
      caseless: ['email'],
    });
  }

  find(id: string): Promise<User | null> {
    return this.#manager.findOneBy(User, { id });
  }

  findByEmail(email: string): Promise<User | null> {
    return this.#manager
      .createQueryBuilder(User, 'user')
      .where('lower(user.email) = :email', { email: email.toLowerCase() })
      .getOne();
  }

  /** Reads the row for a change that depends on it: nobody else changes it before the transaction ends. */
  lock(id: string): Promise<User | null> {
    return this.#manager.findOne(User, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** Every admin who can sign in, always in the same order, so that two calls cannot wait for each other. */
  lockAdmins(): Promise<User[]> {
    return this.#manager.find(User, {
      where: { role: 'admin', disabled: false },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  insert(fields: NewUser): Promise<User> {
    return insertRow(this.#manager, User, fields);
  }

  /** Of a row that is locked. */
  save(user: User, changes: Changes<NewUser & Pick<User, 'disabled'>>): Promise<User> {
    return saveRow(this.#manager, User, user, changes);
  }

  /** Of a row that is locked. */
  remove(id: string): Promise<void> {
    return removeRow(this.#manager, User, id);
  }
}
