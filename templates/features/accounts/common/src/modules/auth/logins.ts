import type { Logger } from 'pino';
import type { Work } from '../../platform/database/transaction.js';
import { AppError } from '../../platform/errors.js';
import type { Sessions } from '../users/session.repository.js';
import type { User } from '../users/user.entity.js';
import type { Users } from '../users/user.repository.js';
import type { Login } from './auth.schema.js';
import type { Passwords } from './passwords.js';

export interface LoginOptions {
  readonly passwords: Pick<Passwords, 'hash' | 'matches' | 'isOutdated'>;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
}

/** Opens a session of one kind or another for a user, in the transaction of their login. */
export type Opening<Session> = (user: User) => Work<Sessions, Session>;

/** Finds out who somebody is, and signs them in. What kind of session that opens is for others to say. */
export interface SignIn<Proof> {
  readonly login: <Session>(proof: Proof, open: Opening<Session>) => Promise<Session>;
}

/** By a password. */
export class Logins implements SignIn<Login> {
  readonly #users: Users;
  readonly #sessions: Sessions;
  readonly #passwords: LoginOptions['passwords'];
  readonly #log: LoginOptions['logger'];

  constructor(users: Users, sessions: Sessions, { passwords, logger }: LoginOptions) {
    this.#users = users;
    this.#sessions = sessions;
    this.#passwords = passwords;
    this.#log = logger;
  }

  /** Unknown, disabled and wrong are one answer after one and the same work, so that nobody learns who has an account. */
  async login<Session>({ email, password }: Login, open: Opening<Session>): Promise<Session> {
    const user = await this.#users.findByEmail(email);
    const matches = await this.#passwords.matches(user?.passwordHash, password);
    if (!user || !matches) throw this.#loginFailed(user);

    const newHash = this.#passwords.isOutdated(user.passwordHash)
      ? await this.#passwords.hash(password)
      : undefined;
    const session = await this.#openSession(user, newHash, open);
    this.#log.info({ event: 'login.succeeded', accountId: user.id }, 'login succeeded');
    return session;
  }

  #openSession<Session>(
    user: User,
    newHash: string | undefined,
    open: Opening<Session>,
  ): Promise<Session> {
    return this.#users.transaction(async (users, within) => {
      const sessions = within(this.#sessions);
      const current = await lockUnchanged(users, user);
      if (!current || current.disabled) throw this.#loginFailed(user);
      if (newHash !== undefined) await users.save(current, { passwordHash: newHash });

      await sessions.removeExpired(user.id);
      return open(current)(sessions, within);
    });
  }

  /** An id where there is one, never the address: a line of the log is read by many. */
  #loginFailed(user: User | null): AppError {
    this.#log.warn({ event: 'login.failed', accountId: user?.id }, 'login failed');
    return wrongCredentials();
  }
}

/** A password may be changed while the old one is being checked; what was proved with the old one no longer counts then. */
export async function lockUnchanged(users: Users, seen: User): Promise<User | undefined> {
  const current = await users.lock(seen.id);
  return current?.passwordHash === seen.passwordHash ? current : undefined;
}

const wrongCredentials = (): AppError =>
  new AppError('unauthenticated', 'The e-mail address or the password is wrong.');
