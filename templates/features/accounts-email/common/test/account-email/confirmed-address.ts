import { found } from '../../src/platform/errors.js';
import { KnownAddressRepository } from '../../src/modules/account-email/known-address.repository.js';
import type { AccountStep } from '../../src/modules/users/account-hook.js';
import { User } from '../../src/modules/users/user.entity.js';

/** The people of the tests have confirmed their addresses. */
export const confirmedAddress: AccountStep = async (userId, manager) => {
  const { email } = found(await manager.findOneBy(User, { id: userId }), 'user');
  await new KnownAddressRepository(manager).verify({ userId, email });
};
