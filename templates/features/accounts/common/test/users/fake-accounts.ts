import { randomUUID } from 'node:crypto';
import { AppError } from '../../src/platform/errors.js';
import type { Actor } from '../../src/platform/http/actor.js';
import type { Events } from '../../src/modules/users/account-events.js';
import { AuthSession } from '../../src/modules/users/session.entity.js';
import type { Sessions } from '../../src/modules/users/session.repository.js';
import { User } from '../../src/modules/users/user.entity.js';
import type { Users } from '../../src/modules/users/user.repository.js';

/** Notes what happened to whom. */
export class FakeEvents implements Events {
  readonly all: string[] = [];

  within(): FakeEvents {
    return this;
  }

  async happened(event: string, userId: string): Promise<void> {
    this.all.push(`${event} ${userId}`);
  }

  async isConfirmed(): Promise<boolean> {
    return false;
  }
}

/** Users and sessions in two maps: the same promises as the repositories, no database. */
export class FakeAccounts {
  readonly rows = new Map<string, User>();
  readonly sessionRows = new Map<string, AuthSession>();

  readonly users: Users = {
    transaction: (work) => work(this.users, (one) => one),
    within: () => this.users,
    list: async () => ({
      data: [...this.rows.values()],
      meta: { page: 1, limit: 20, total: this.rows.size, totalPages: 1 },
    }),
    find: async (id) => copy(this.rows.get(id)),
    findByEmail: async (email) =>
      copy([...this.rows.values()].find((user) => user.email === email.toLowerCase())),
    lock: async (id) => copy(this.rows.get(id)),
    lockAdmins: async () =>
      [...this.rows.values()].filter((user) => user.role === 'admin' && !user.disabled),
    insert: async (fields) => {
      if (await this.users.findByEmail(fields.email)) throw new AppError('conflict', 'Taken.');
      return this.add(fields);
    },
    save: async (user, changes) => {
      Object.assign(user, changes);
      this.rows.set(user.id, user);
      return user;
    },
    remove: async (id) => {
      this.rows.delete(id);
    },
  };

  readonly sessions: Sessions = {
    transaction: (work) => work(this.sessions, (one) => one),
    within: () => this.sessions,
    insert: async (userId, tokenHash, expiresAt) => {
      const session = Object.assign(new AuthSession(), {
        id: randomUUID(),
        userId,
        tokenHash,
        expiresAt,
        revokedAt: null,
      });
      this.sessionRows.set(session.id, session);
      return session;
    },
    rotate: async (id, oldHash, newHash) => {
      const session = this.#live(id, oldHash);
      if (session) Object.assign(session, { tokenHash: newHash, previousTokenHash: oldHash });
      return session?.userId;
    },
    wasReplacedWithin: async (id, tokenHash) => this.#live(id)?.previousTokenHash === tokenHash,
    findActor: async (id, userId): Promise<Actor | undefined> => {
      const user = this.rows.get(userId);
      return this.#live(id) && user && !user.disabled
        ? { id: userId, role: user.role, sessionId: id }
        : undefined;
    },
    revoke: async (id, tokenHash) => {
      const session = this.#live(id, tokenHash);
      if (session) session.revokedAt = new Date();
      return session !== undefined;
    },
    revokeAll: async (userId, exceptId) => {
      for (const session of this.sessionRows.values()) {
        if (session.userId === userId && session.id !== exceptId) session.revokedAt = new Date();
      }
    },
    removeExpired: async () => {},
  };

  add(fields: Partial<User>): User {
    const user = Object.assign(new User(), {
      id: randomUUID(),
      email: `${randomUUID()}@example.com`,
      name: 'Somebody',
      passwordHash: 'hash of right',
      role: 'user',
      disabled: false,
      createdAt: new Date(),
      updatedAt: new Date(),
      ...fields,
    });
    this.rows.set(user.id, user);
    return user;
  }

  live(userId: string): number {
    return [...this.sessionRows.values()].filter(
      (session) => session.userId === userId && session.revokedAt === null,
    ).length;
  }

  #live(id: string, tokenHash?: string): AuthSession | undefined {
    const session = this.sessionRows.get(id);
    const matches = tokenHash === undefined || session?.tokenHash === tokenHash;
    return matches && session?.revokedAt === null && session.expiresAt > new Date()
      ? session
      : undefined;
  }
}

const copy = (user: User | undefined): User | null =>
  user ? Object.assign(new User(), user) : null;

export const actorOf = (user: User): Actor => ({
  id: user.id,
  role: user.role,
  sessionId: randomUUID(),
});
