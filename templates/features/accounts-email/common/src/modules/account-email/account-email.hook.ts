import type { EntityManager } from 'typeorm';
import { AppError, found } from '../../platform/errors.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { Mail } from '../../platform/mail/mail.js';
import type { AccountHook } from '../users/account-hook.js';
import { User } from '../users/user.entity.js';
import { passwordChanged, verifyAddress } from './account-email.messages.js';
import { KnownAddressRepository } from './known-address.repository.js';

const mailOf = (manager: EntityManager): Mail => new Mail(new Jobs(manager));

/** What a person's mailbox has to do with their account. */
export const accountEmail: AccountHook = {
  registered: (userId, manager) => mailOf(manager).send(verifyAddress, { userId }),
  passwordChanged: (userId, manager) => mailOf(manager).send(passwordChanged, { userId }),

  /** Whoever registers with somebody else's address is given no rights that are meant for them. */
  async roleGiven(userId, manager) {
    const { email } = found(await manager.findOneBy(User, { id: userId }), 'user');
    if (await new KnownAddressRepository(manager).isVerified({ userId, email })) return;
    throw new AppError('conflict', 'The e-mail address of this account is not confirmed yet.');
  },
};
