import type { Logger } from 'pino';
import { AppError, found } from '../../platform/errors.js';
import type { Actor } from '../../platform/http/actor.js';
import type { Passwords } from '../auth/passwords.js';
import type { Events } from '../users/account-events.js';
import type { Users } from '../users/user.repository.js';
import { emailSchema } from '../users/user.schema.js';
import type { LinkedIdentity } from './linked-identity.entity.js';
import type { LinkedIdentityRepository } from './linked-identity.repository.js';
import type { LoginFlows, Proof } from './login-flows.js';
import type { StartedFlow, UnlinkIdentity } from './provider-login.schema.js';

export interface LinkedIdentityOptions {
  readonly flows: LoginFlows;
  readonly identities: LinkedIdentityRepository;
  readonly events: Events;
  readonly passwords: Pick<Passwords, 'matches'>;
  readonly logger: Pick<Logger, 'info'>;
}

/** The providers that people sign in with, and what they do with them. */
export class LinkedIdentityService {
  readonly #users: Users;
  readonly #options: LinkedIdentityOptions;

  constructor(users: Users, options: LinkedIdentityOptions) {
    this.#users = users;
    this.#options = options;
  }

  list(actor: Actor): Promise<LinkedIdentity[]> {
    return this.#options.identities.list(actor.id);
  }

  start(actor: Actor, provider: string): Promise<StartedFlow> {
    return this.#options.flows.start(provider, actor.id);
  }

  /** One of each provider, so that people know what they are signed in with. */
  async link(actor: Actor, proof: Proof): Promise<LinkedIdentity> {
    const { flows, identities, events, logger } = this.#options;
    const { subject, email } = await flows.finish(proof, actor.id);
    const { provider } = proof;
    const linked = await this.#users.transaction(async (users, within) => {
      found(await users.lock(actor.id), 'user');
      const others = await within(identities).list(actor.id);
      if (others.some((other) => other.provider === provider)) {
        throw new AppError('conflict', 'This provider is linked already. Unlink it first.');
      }
      if (await within(identities).find(provider, subject)) {
        throw new AppError('conflict', 'Another account here is linked to that one.');
      }
      await within(events).happened('identityLinked', actor.id);
      return within(identities).insert({
        userId: actor.id,
        provider,
        subject,
        email: addressOf(email),
      });
    });
    logger.info(
      { event: 'identity.linked', accountId: actor.id, provider },
      'provider linked to an account',
    );
    return linked;
  }

  /** Nobody locks themselves out: another provider stays, or there is a password, which they know. */
  async unlink(actor: Actor, provider: string, { currentPassword }: UnlinkIdentity): Promise<void> {
    const { identities, passwords, logger } = this.#options;
    const seen = found(await this.#users.find(actor.id), 'user');
    const knowsPassword =
      currentPassword !== undefined &&
      (await passwords.matches(seen.passwordHash, currentPassword));
    if (currentPassword !== undefined && !knowsPassword) throw wrongPassword();

    await this.#users.transaction(async (users, within) => {
      // Two providers that are unlinked at once wait for each other here.
      const user = found(await users.lock(actor.id), 'user');
      const linked = await within(identities).list(actor.id);
      const identity = linked.find((one) => one.provider === provider);
      if (!identity) throw new AppError('not-found', 'This provider is not linked.');
      if (knowsPassword && user.passwordHash !== seen.passwordHash) throw wrongPassword();
      if (!knowsPassword && linked.length === 1) {
        throw new AppError(
          'conflict',
          'You sign in with nothing else. Give your current password, or link another provider first.',
        );
      }
      await within(identities).remove(identity.id);
    });
    logger.info(
      { event: 'identity.unlinked', accountId: actor.id, provider },
      'provider unlinked from an account',
    );
  }
}

/** For the list; it says nothing of who somebody is. */
const addressOf = (email: string | undefined): string | null =>
  emailSchema.safeParse(email).data ?? null;

const wrongPassword = (): AppError =>
  new AppError('unprocessable', 'The request body is not valid.', [
    { field: 'currentPassword', message: 'Is not your current password.' },
  ]);
