import type { Logger } from 'pino';
import type { Config } from '../../config/config.js';
import { AppError, found } from '../../platform/errors.js';
import type { Actor } from '../../platform/http/actor.js';
import type { Sessions } from '../users/session.repository.js';
import type { User } from '../users/user.entity.js';
import type { Users } from '../users/user.repository.js';
import type { AccessTokens } from './access-tokens.js';
import type { ChangePassword, Login, Register } from './auth.schema.js';
import { Overlaps } from './overlaps.js';
import { passwordFlaw } from './password-policy.js';
import type { Passwords } from './passwords.js';
import {
  formatRefreshToken,
  hashSecret,
  newSecret,
  parseRefreshToken,
  type RefreshToken,
} from './refresh-token.js';

export interface SignedIn {
  readonly user: User;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresIn: number;
}

export interface AuthOptions {
  readonly passwords: Pick<Passwords, 'hash' | 'matches' | 'isOutdated'>;
  readonly accessTokens: Pick<AccessTokens, 'sign'>;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  /** In seconds, as in the configuration. */
  readonly config: Pick<Config, 'ACCESS_TOKEN_TTL' | 'REFRESH_TOKEN_TTL' | 'REFRESH_TOKEN_GRACE'>;
}

export class AuthService {
  readonly #users: Users;
  readonly #sessions: Sessions;
  readonly #passwords: AuthOptions['passwords'];
  readonly #options: AuthOptions;
  readonly #overlaps = new Overlaps();
  readonly #log: AuthOptions['logger'];

  constructor(users: Users, sessions: Sessions, options: AuthOptions) {
    this.#users = users;
    this.#sessions = sessions;
    this.#passwords = options.passwords;
    this.#options = options;
    this.#log = options.logger;
  }

  async register({ email, password, name }: Register): Promise<User> {
    refuseWeak('password', password, email);
    const passwordHash = await this.#passwords.hash(password);
    const user = await this.#users.insert({ email, name, passwordHash });
    this.#log.info({ event: 'account.registered', accountId: user.id }, 'account registered');
    return user;
  }

  /** Unknown, disabled and wrong are one answer after one and the same work, so that nobody learns who has an account. */
  async login({ email, password }: Login): Promise<SignedIn> {
    const user = await this.#users.findByEmail(email);
    const matches = await this.#passwords.matches(user?.passwordHash, password);
    if (!user || !matches) throw this.#loginFailed(user);

    const newHash = this.#passwords.isOutdated(user.passwordHash)
      ? await this.#passwords.hash(password)
      : undefined;
    const signedIn = await this.#openSession(user, newHash);
    this.#log.info({ event: 'login.succeeded', accountId: user.id }, 'login succeeded');
    return signedIn;
  }

  /** An id where there is one, never the address: a line of the log is read by many. */
  #loginFailed(user: User | null): AppError {
    this.#log.warn({ event: 'login.failed', accountId: user?.id }, 'login failed');
    return wrongCredentials();
  }

  async refresh(token: string): Promise<SignedIn> {
    const parsed = parseRefreshToken(token);
    if (!parsed) throw badRefreshToken();
    return this.#overlaps.during(parsed.hash, () => this.#rotate(parsed));
  }

  async #rotate(used: RefreshToken): Promise<SignedIn> {
    const secret = newSecret();
    const userId = await this.#sessions.rotate(used.sessionId, used.hash, hashSecret(secret));
    if (userId === undefined) return this.#refuseReplaced(used);

    const user = await this.#users.find(userId);
    if (!user || user.disabled) throw badRefreshToken();
    return this.#signedIn(user, used.sessionId, secret);
  }

  /** Ends the session of the refresh token, and the one that the caller is signed in with. An unknown token is no news. */
  async logout(actor: Actor | undefined, token: string): Promise<void> {
    const parsed = parseRefreshToken(token);
    await this.#sessions.transaction(async (sessions) => {
      if (parsed) await sessions.revoke(parsed.sessionId, parsed.hash);
      if (actor) await sessions.revoke(actor.sessionId);
    });
  }

  async logoutAll(actor: Actor): Promise<void> {
    await this.#sessions.revokeAll(actor.id);
  }

  async me(actor: Actor): Promise<User> {
    return found(await this.#users.find(actor.id), 'user');
  }

  async changePassword(
    actor: Actor,
    { currentPassword, newPassword }: ChangePassword,
  ): Promise<void> {
    const user = await this.me(actor);
    if (!(await this.#passwords.matches(user.passwordHash, currentPassword))) {
      throw wrongField('currentPassword', 'Is not your current password.');
    }
    refuseWeak('newPassword', newPassword, user.email);
    const passwordHash = await this.#passwords.hash(newPassword);

    await this.#users.transaction(async (users, within) => {
      const sessions = within(this.#sessions);
      const current = await this.#lockUnchanged(users, user);
      if (!current) throw wrongField('currentPassword', 'Is not your current password.');
      await users.save(current, { passwordHash });
      await sessions.revokeAll(user.id, actor.sessionId);
    });
    this.#log.info({ event: 'password.changed', accountId: user.id }, 'password changed');
  }

  #openSession(user: User, newHash: string | undefined): Promise<SignedIn> {
    return this.#users.transaction(async (users, within) => {
      const sessions = within(this.#sessions);
      const current = await this.#lockUnchanged(users, user);
      if (!current || current.disabled) throw this.#loginFailed(user);
      if (newHash !== undefined) await users.save(current, { passwordHash: newHash });

      await sessions.removeExpired(user.id);
      const secret = newSecret();
      const expiresAt = new Date(Date.now() + this.#options.config.REFRESH_TOKEN_TTL * 1000);
      const session = await sessions.insert(user.id, hashSecret(secret), expiresAt);
      return this.#signedIn(current, session.id, secret);
    });
  }

  /** A password may be changed while the old one is being checked; what was proved with the old one no longer counts then. */
  async #lockUnchanged(users: Users, seen: User): Promise<User | undefined> {
    const current = await users.lock(seen.id);
    return current?.passwordHash === seen.passwordHash ? current : undefined;
  }

  #signedIn(user: User, sessionId: string, secret: string): SignedIn {
    return {
      user,
      accessToken: this.#options.accessTokens.sign({ userId: user.id, sessionId }),
      refreshToken: formatRefreshToken(sessionId, secret),
      expiresIn: this.#options.config.ACCESS_TOKEN_TTL,
    };
  }

  /** Two tabs that refresh at once are one user: the second is refused, and the session goes on with the first one's token. */
  async #refuseReplaced({ sessionId, hash }: RefreshToken): Promise<never> {
    if (this.#overlaps.has(hash)) throw badRefreshToken();
    const { REFRESH_TOKEN_GRACE: grace } = this.#options.config;
    const isRecent = grace > 0 && (await this.#sessions.wasReplacedWithin(sessionId, hash, grace));
    if (isRecent) throw badRefreshToken();
    return this.#refuseReuse(sessionId);
  }

  /** A replaced token that comes back is in two hands, and we cannot tell whose is the thief's: both lose it (RFC 9700, 4.14). */
  async #refuseReuse(sessionId: string): Promise<never> {
    if (await this.#sessions.revoke(sessionId)) {
      const line = { event: 'refresh.reused', sessionId };
      this.#log.warn(line, 'refresh token reused: session revoked');
    }
    throw badRefreshToken();
  }
}

function refuseWeak(field: string, password: string, email: string): void {
  const flaw = passwordFlaw(password, email);
  if (flaw) throw wrongField(field, flaw);
}

const wrongField = (field: string, message: string): AppError =>
  new AppError('unprocessable', 'The request body is not valid.', [{ field, message }]);

const wrongCredentials = (): AppError =>
  new AppError('unauthenticated', 'The e-mail address or the password is wrong.');

const badRefreshToken = (): AppError =>
  new AppError('unauthenticated', 'The refresh token is not valid.');
