import type { EntityManager } from 'typeorm';
import { AppError, found } from '../../platform/errors.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { Mail } from '../../platform/mail/mail.js';
import type { AccountHook } from '../users/account-hook.js';
import { User } from '../users/user.entity.js';
import { passwordChanged, verifyAddress } from './account-email.messages.js';
import type { Holder } from './email-token.repository.js';
import { KnownAddressRepository } from './known-address.repository.js';

const mailOf = (manager: EntityManager): Mail => new Mail(new Jobs(manager));

/** Somebody and the address of their account. */
async function holderOf(userId: string, manager: EntityManager): Promise<Holder> {
  const { email } = found(await manager.findOneBy(User, { id: userId }), 'user');
  return { userId, email };
}

const isConfirmed = async (userId: string, manager: EntityManager): Promise<boolean> =>
  new KnownAddressRepository(manager).isVerified(await holderOf(userId, manager));

/** Whoever registers with somebody else's address is given no rights that are meant for them, and no lasting way in. */
async function requireConfirmed(userId: string, manager: EntityManager): Promise<void> {
  if (await isConfirmed(userId, manager)) return;
  throw new AppError('conflict', 'The e-mail address of this account is not confirmed yet.');
}

/** What a person's mailbox has to do with their account. */
export const accountEmail: AccountHook = {
  registered: (userId, manager) => mailOf(manager).send(verifyAddress, { userId }),
  passwordChanged: (userId, manager) => mailOf(manager).send(passwordChanged, { userId }),
  async addressConfirmed(userId, manager) {
    await new KnownAddressRepository(manager).verify(await holderOf(userId, manager));
  },
  isConfirmed,
  roleGiven: requireConfirmed,
  identityLinked: requireConfirmed,
};
