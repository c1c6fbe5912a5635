import type { Logger } from 'pino';
import { requireAdmin, requirePermission } from '../../platform/authorization.js';
import { AppError, found } from '../../platform/errors.js';
import type { Actor } from '../../platform/http/actor.js';
import type { ListRequest, Page } from '../../platform/paging/list-request.js';
import { checkPrecondition, type Precondition } from '../../platform/precondition.js';
import type { Events } from './account-events.js';
import type { Sessions } from './session.repository.js';
import type { User } from './user.entity.js';
import type { Users } from './user.repository.js';
import type { UpdateUser } from './user.schema.js';

export interface UserOptions {
  readonly sessions: Sessions;
  readonly events: Events;
  readonly logger: Pick<Logger, 'info'>;
}

export class UserService {
  readonly #users: Users;
  readonly #sessions: Sessions;
  readonly #events: Events;
  readonly #log: Pick<Logger, 'info'>;

  constructor(users: Users, { sessions, events, logger }: UserOptions) {
    this.#users = users;
    this.#sessions = sessions;
    this.#events = events;
    this.#log = logger;
  }

  async list(actor: Actor, request: ListRequest): Promise<Page<User>> {
    requirePermission(actor, 'users:read');
    return this.#users.list(request);
  }

  /** Refused before it is looked up: a stranger does not learn which ids exist. */
  async get(actor: Actor, id: string): Promise<User> {
    if (actor.id !== id) requirePermission(actor, 'users:read');
    return found(await this.#users.find(id), 'user');
  }

  async update(
    actor: Actor,
    id: string,
    changes: UpdateUser,
    precondition: Precondition<User>,
  ): Promise<User> {
    requireAdmin(actor);
    const demotes = changes.role !== undefined && changes.role !== 'admin';
    const dethrones = demotes || changes.disabled === true;
    const changed = await this.#users.transaction(async (users, within) => {
      const user = await this.#lock(users, id, precondition, dethrones && actor);
      if (givesRole(user, changes)) await within(this.#events).happened('roleGiven', id);
      if (changes.disabled === true) await within(this.#sessions).revokeAll(id);
      return users.save(user, changes);
    });
    const { role, disabled } = changes;
    if (role !== undefined || disabled !== undefined) {
      this.#log.info(
        { event: 'account.changed', accountId: id, role, disabled },
        'account changed',
      );
    }
    return changed;
  }

  async remove(actor: Actor, id: string, precondition: Precondition<User>): Promise<void> {
    requireAdmin(actor);
    await this.#users.transaction(async (users) => {
      await this.#lock(users, id, precondition, actor);
      await users.remove(id);
    });
    this.#log.info({ event: 'account.removed', accountId: id }, 'account removed');
  }

  /**
   * Holds the row, and before a change that could cost the last admin every admin's row: of two admins who remove each
   * other at once, the second waits here and then sees that they are the last.
   */
  async #lock(
    users: Users,
    id: string,
    precondition: Precondition<User>,
    dethroner: Actor | false,
  ): Promise<User> {
    const admins = dethroner ? await users.lockAdmins() : [];
    const user = found(await users.lock(id), 'user');
    checkPrecondition(user, precondition);
    if (dethroner) refuseDethroning(dethroner, id, admins);
    return user;
  }
}

const givesRole = (user: User, { role = user.role }: UpdateUser): boolean =>
  role !== user.role && role !== 'user';

function refuseDethroning(actor: Actor, id: string, admins: readonly User[]): void {
  if (actor.id === id) {
    throw new AppError('conflict', 'You cannot demote, disable or remove yourself.');
  }
  if (admins.length === 1 && admins[0]?.id === id) {
    throw new AppError('conflict', 'The last administrator has to stay.');
  }
}
