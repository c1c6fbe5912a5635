import type { AccountHook } from '../users/account-hook.js';
import { LinkedIdentityRepository } from './linked-identity.repository.js';

/** Whoever opened an account with somebody else's address keeps no way in. */
export const linkedIdentities: AccountHook = {
  claimed: (userId, manager) => new LinkedIdentityRepository(manager).removeAll(userId),
};
