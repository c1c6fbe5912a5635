import type { Logger } from 'pino';
import type { Work } from '../../platform/database/transaction.js';
import { AppError } from '../../platform/errors.js';
import type { Opening, SignIn } from '../auth/logins.js';
import type { Passwords } from '../auth/passwords.js';
import { newSecret } from '../auth/session-secret.js';
import type { Events } from '../users/account-events.js';
import type { Sessions } from '../users/session.repository.js';
import type { User } from '../users/user.entity.js';
import type { Users } from '../users/user.repository.js';
import { emailSchema, userNameSchema } from '../users/user.schema.js';
import type { LinkedIdentity } from './linked-identity.entity.js';
import type { LinkedIdentityRepository } from './linked-identity.repository.js';
import type { LoginFlows, Proof } from './login-flows.js';
import type { Person } from './provider.js';
import { profileSchema, type ProviderLogin } from './provider-login.schema.js';

export interface ProviderProof extends Proof, Pick<ProviderLogin, 'profile'> {}

export interface ProviderLoginOptions {
  readonly flows: LoginFlows;
  readonly identities: LinkedIdentityRepository;
  readonly events: Events;
  readonly passwords: Pick<Passwords, 'hash'>;
  readonly logger: Pick<Logger, 'info'>;
}

/** The account of somebody, found or made in the transaction that signs them in. */
type Account = Work<Users, { readonly user: User; readonly isNew: boolean }>;

/** Finds out by a provider who somebody is. Whoever is new gets an account. */
export class ProviderLogins implements SignIn<ProviderProof> {
  readonly #users: Users;
  readonly #sessions: Sessions;
  readonly #options: ProviderLoginOptions;

  constructor(users: Users, sessions: Sessions, options: ProviderLoginOptions) {
    this.#users = users;
    this.#sessions = sessions;
    this.#options = options;
  }

  async login<Session>(proof: ProviderProof, open: Opening<Session>): Promise<Session> {
    const { profile, ...given } = proof;
    const { flows, identities, logger } = this.#options;
    const person = await flows.finish(given, null);
    const identity = await identities.find(given.provider, person.subject);
    const account = identity
      ? this.#linked(identity)
      : await this.#unlinked(given.provider, person, profile);

    const { user, isNew, session } = await this.#users.transaction(async (users, within) => {
      const holder = await account(users, within);
      if (holder.user.disabled) throw closed();
      const sessions = within(this.#sessions);
      await sessions.removeExpired(holder.user.id);
      return { ...holder, session: await open(holder.user)(sessions, within) };
    });
    const line = { accountId: user.id, provider: given.provider };
    if (isNew) logger.info({ event: 'account.registered', ...line }, 'account registered');
    logger.info({ event: 'login.succeeded', ...line }, 'login succeeded');
    return session;
  }

  /** It may be unlinked while we ask: who signs in waits for that, and looks again. */
  #linked({ id, userId }: LinkedIdentity): Account {
    return async (users, within) => {
      const user = await users.lock(userId);
      const isLinked = await within(this.#options.identities).use(id);
      if (!user || !isLinked) throw closed();
      return { user, isNew: false };
    };
  }

  async #unlinked(
    provider: string,
    person: Person,
    profile: ProviderLogin['profile'],
  ): Promise<Account> {
    const { passwords, identities, events } = this.#options;
    const email = emailOf(person);
    // Of something that nobody has: there is no password until somebody chooses one.
    const passwordHash = await passwords.hash(newSecret());

    return async (users, within) => {
      const known = await users.findByEmail(email);
      const user = known
        ? await this.#sameAddress(known, person)(users, within)
        : await users.insert({
            ...completed(profile),
            email,
            name: nameOf(person, email),
            passwordHash,
          });
      const userId = user.id;
      await within(identities).insert({ userId, provider, subject: person.subject, email });
      if (known) return { user, isNew: false };
      if (person.isEmailVerified) await within(events).happened('addressConfirmed', userId);
      await within(events).happened('registered', userId);
      return { user, isNew: true };
    };
  }

  /** An account of the same address is theirs only if both sides have seen that the address is. */
  #sameAddress({ id, email }: User, person: Person): Work<Users, User> {
    return async (users, within) => {
      const user = await users.lock(id);
      const isConfirmed = await within(this.#options.events).isConfirmed(id);
      // Its address may have changed since it was found.
      if (user?.email !== email || !isConfirmed || !person.isEmailVerified) throw taken();
      return user;
    };
  }
}

function emailOf({ email }: Person): string {
  const parsed = emailSchema.safeParse(email);
  if (parsed.success) return parsed.data;
  throw new AppError(
    'unprocessable',
    'The provider tells no e-mail address, and an account needs one.',
  );
}

/** What they are called there, if that may be a name here. */
function nameOf({ name }: Person, email: string): string {
  const parsed = userNameSchema.safeParse(name);
  return parsed.success ? parsed.data : email.slice(0, email.indexOf('@'));
}

function completed(profile: ProviderLogin['profile']) {
  const parsed = profileSchema.safeParse(profile ?? {});
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({
    field: ['profile', ...path].join('.'),
    message,
  }));
  throw new AppError('unprocessable', 'A new account needs more than the provider tells.', errors);
}

const closed = (): AppError =>
  new AppError('unauthenticated', 'This account cannot be signed in to.');

const taken = (): AppError =>
  new AppError(
    'conflict',
    'There is an account of this e-mail address. Sign in to it, then link this provider.',
  );
