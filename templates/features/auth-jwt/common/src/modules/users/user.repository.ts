import type { EntityManager } from 'typeorm';
import { findPage } from '../../database/find-page.js';
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
    return findPage(query, request, { cursors: this.#cursors, searchable: ['email', 'name'] });
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

  async insert(fields: NewUser): Promise<User> {
    const user = this.#manager.create(User, fields);
    await this.#manager.insert(User, user);
    return user;
  }

  save(user: User): Promise<User> {
    return this.#manager.save(user);
  }

  async remove(id: string): Promise<void> {
    await this.#manager.delete(User, { id });
  }
}
