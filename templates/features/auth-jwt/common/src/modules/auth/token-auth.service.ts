import type { Logger } from 'pino';
import type { Config } from '../../config/config.js';
import { AppError } from '../../platform/errors.js';
import type { Actor } from '../../platform/http/actor.js';
import type { Sessions } from '../users/session.repository.js';
import type { User } from '../users/user.entity.js';
import type { Users } from '../users/user.repository.js';
import type { AccessTokens } from './access-tokens.js';
import type { Login } from './auth.schema.js';
import type { SignIn } from './logins.js';
import { Overlaps } from './overlaps.js';
import { formatRefreshToken, parseRefreshToken, type RefreshToken } from './refresh-token.js';
import { hashSecret, newSecret } from './session-secret.js';

export interface SignedIn {
  readonly user: User;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresIn: number;
}

export interface TokenAuthOptions<Proof> {
  readonly logins: SignIn<Proof>;
  readonly accessTokens: Pick<AccessTokens, 'sign'>;
  readonly logger: Pick<Logger, 'warn'>;
  /** In seconds, as in the configuration. */
  readonly config: Pick<Config, 'ACCESS_TOKEN_TTL' | 'REFRESH_TOKEN_TTL' | 'REFRESH_TOKEN_GRACE'>;
}

/** Sessions whose holder has two tokens: one to call with, and one to get the next two. */
export class TokenAuthService<Proof = Login> {
  readonly #users: Users;
  readonly #sessions: Sessions;
  readonly #options: TokenAuthOptions<Proof>;
  readonly #overlaps = new Overlaps();
  readonly #log: TokenAuthOptions<Proof>['logger'];

  constructor(users: Users, sessions: Sessions, options: TokenAuthOptions<Proof>) {
    this.#users = users;
    this.#sessions = sessions;
    this.#options = options;
    this.#log = options.logger;
  }

  /** @param proof of who somebody is. */
  login(proof: Proof): Promise<SignedIn> {
    const { logins, config } = this.#options;
    return logins.login(proof, (user) => async (sessions) => {
      const secret = newSecret();
      const expiresAt = new Date(Date.now() + config.REFRESH_TOKEN_TTL * 1000);
      const session = await sessions.insert(user.id, hashSecret(secret), expiresAt);
      return this.#signedIn(user, session.id, secret);
    });
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
      if (actor?.sessionId !== undefined) await sessions.revoke(actor.sessionId);
    });
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

const badRefreshToken = (): AppError =>
  new AppError('unauthenticated', 'The refresh token is not valid.');
