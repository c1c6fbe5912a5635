import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { AppError, found } from '../../platform/errors.js';
import type { Actor } from '../../platform/http/actor.js';
import type { Mail } from '../../platform/mail/mail.js';
import { passwordFlaw } from '../auth/password-policy.js';
import type { Passwords } from '../auth/passwords.js';
import type { Events } from '../users/account-events.js';
import type { Sessions } from '../users/session.repository.js';
import type { User } from '../users/user.entity.js';
import type { Users } from '../users/user.repository.js';
import {
  addressChanged,
  confirmAddress,
  passwordReset,
  resetPassword,
  verifyAddress,
} from './account-email.messages.js';
import type {
  Address,
  ChangeEmail,
  RequestReset,
  ResetPassword,
  TokenBody,
} from './account-email.schema.js';
import { hashOf } from './email-token.js';
import type { EmailTokenRepository, Marked } from './email-token.repository.js';
import type { KnownAddressRepository } from './known-address.repository.js';

export interface AccountEmailOptions {
  readonly sessions: Sessions;
  readonly tokens: EmailTokenRepository;
  readonly addresses: KnownAddressRepository;
  readonly mail: Mail;
  readonly events: Events;
  readonly passwords: Pick<Passwords, 'hash' | 'matches'>;
  readonly logger: Pick<Logger, 'info'>;
}

/** What people do with their account by a link that they were sent. */
export class AccountEmailService {
  readonly #users: Users;
  readonly #options: AccountEmailOptions;

  constructor(users: Users, options: AccountEmailOptions) {
    this.#users = users;
    this.#options = options;
  }

  async address(actor: Actor): Promise<Address> {
    const { email } = found(await this.#users.find(actor.id), 'user');
    const isVerified = await this.#options.addresses.isVerified({ userId: actor.id, email });
    return { email, isVerified };
  }

  async requestVerification(actor: Actor): Promise<void> {
    await this.#options.mail.send(verifyAddress, { userId: actor.id });
  }

  async verify({ token }: TokenBody): Promise<void> {
    const { tokens, addresses, logger } = this.#options;
    const holder = await this.#users.transaction(async (users, within) => {
      const taken = await within(tokens).take('verify', token);
      const user = await lockHolder(users, taken);
      if (user.email !== taken?.email) throw badLink();
      await within(addresses).verify({ userId: user.id, email: user.email });
      return user;
    });
    logger.info({ event: 'email.verified', accountId: holder.id }, 'address confirmed');
  }

  /** The same work whether there is such an account or not: a mail to nobody is a job like any other. */
  async requestReset({ email }: RequestReset): Promise<void> {
    const user = await this.#users.findByEmail(email);
    await this.#options.mail.send(resetPassword, { userId: user?.id ?? randomUUID() });
  }

  async reset({ token, newPassword }: ResetPassword): Promise<void> {
    const { tokens, addresses, sessions, mail, events, passwords, logger } = this.#options;
    const holder = await tokens.find('reset', token);
    if (!holder) throw badLink();
    // Before the link is used: whoever has chosen a weak password may choose another one.
    const flaw = passwordFlaw(newPassword, holder.email);
    if (flaw) throw wrongField('newPassword', flaw);
    const passwordHash = await passwords.hash(newPassword);

    await this.#users.transaction(async (users, within) => {
      const user = await lockHolder(users, await within(tokens).take('reset', token));
      if (user.email !== holder.email) throw badLink();
      await users.save(user, { passwordHash });
      await within(sessions).revokeAll(user.id);
      const own = { userId: user.id, email: user.email };
      const isFirst = !(await within(addresses).isVerified(own));
      if (isFirst) await within(events).happened('claimed', user.id);
      await within(addresses).verify(own);
      await within(mail).send(passwordReset, { userId: user.id });
    });
    logger.info({ event: 'password.reset', accountId: holder.userId }, 'password reset');
  }

  async requestChange(actor: Actor, { email, currentPassword }: ChangeEmail): Promise<void> {
    const { tokens, mail, passwords } = this.#options;
    const user = found(await this.#users.find(actor.id), 'user');
    if (!(await passwords.matches(user.passwordHash, currentPassword))) {
      throw wrongField('currentPassword', 'Is not your current password.');
    }
    await this.#users.transaction(async (_users, within) => {
      await within(tokens).want('change', user, email);
      await within(mail).send(confirmAddress, { userId: user.id });
    });
  }

  /** Whether the address is taken is seen here: the database decides. */
  async confirmChange({ token }: TokenBody): Promise<void> {
    const { tokens, addresses, sessions, mail, logger } = this.#options;
    const accountId = await this.#users.transaction(async (users, within) => {
      const taken = await within(tokens).take('change', token);
      if (!taken) throw badLink();
      const user = await lockHolder(users, taken);
      const own = within(addresses);
      const addressId = await own.replace({ userId: user.id, email: user.email });
      await users.save(user, { email: taken.email });
      await own.verify(taken);
      await within(sessions).revokeAll(user.id);
      await within(mail).send(addressChanged, { addressId });
      return user.id;
    });
    logger.info({ event: 'email.changed', accountId }, 'address changed');
  }
}

/** Holds the account. A link of before its password was changed is void: who asked for it may be why it was changed. */
async function lockHolder(users: Users, taken: Marked | undefined): Promise<User> {
  const user = taken && (await users.lock(taken.userId));
  if (!user || user.disabled || hashOf(user.passwordHash) !== taken.passwordMark) throw badLink();
  return user;
}

const wrongField = (field: string, message: string): AppError =>
  new AppError('unprocessable', 'The request body is not valid.', [{ field, message }]);

/** Unknown, used, replaced and too late are one answer. */
const badLink = (): AppError => wrongField('token', 'Is not good any more. Ask for another link.');
