import type { Config } from '../../config/config.js';
import { AppError } from '../../platform/errors.js';
import type { Actor } from '../../platform/http/actor.js';
import type { User } from '../users/user.entity.js';
import type { Login } from './auth.schema.js';
import type { SignIn } from './logins.js';
import type { LiveSession, SessionCookieRepository } from './session-cookie.repository.js';
import { hashSecret, newSecret } from './session-secret.js';

export interface SignedInByCookie {
  readonly user: User;
  readonly secret: string;
}

export interface CookieAuthOptions<Proof> {
  readonly logins: SignIn<Proof>;
  readonly cookies: SessionCookieRepository;
  /** In seconds, as in the configuration. */
  readonly config: Pick<Config, 'SESSION_TTL'>;
}

/** Sessions of browsers, which keep a secret in a cookie that no script can read. */
export class CookieAuthService<Proof = Login> {
  readonly #options: CookieAuthOptions<Proof>;

  constructor(options: CookieAuthOptions<Proof>) {
    this.#options = options;
  }

  /** Always with a secret of our own: nobody knows beforehand what somebody else will be signed in with. Ends the session before. */
  signIn(proof: Proof, formerHash: string | undefined): Promise<SignedInByCookie> {
    const { logins, config } = this.#options;
    return logins.login(proof, (user) => async (sessions, within) => {
      const cookies = within(this.#options.cookies);
      if (formerHash !== undefined) await cookies.revoke(formerHash);
      const secret = newSecret();
      const expiresAt = new Date(Date.now() + config.SESSION_TTL * 1000);
      // It has no refresh token: this is the hash of something that nobody has.
      const { id } = await sessions.insert(user.id, hashSecret(newSecret()), expiresAt);
      await cookies.insert(id, hashSecret(secret));
      return { user, secret };
    });
  }

  /** A cookie that is of no use any more is no news. */
  async signOut(hash: string | undefined): Promise<void> {
    if (hash !== undefined) await this.#options.cookies.revoke(hash);
  }

  list(actor: Actor): Promise<LiveSession[]> {
    return this.#options.cookies.list(actor.id);
  }

  /** A session of somebody else is as little there as one that is over. */
  async revoke(actor: Actor, id: string): Promise<void> {
    if (await this.#options.cookies.revokeOwn(actor.id, id)) return;
    throw new AppError('not-found', 'There is no session with this id.');
  }
}
