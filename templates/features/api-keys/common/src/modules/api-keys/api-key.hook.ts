import type { AccountHook } from '../users/account-hook.js';
import { ApiKeyRepository } from './api-key.repository.js';

/** Whoever opened an account with somebody else's address keeps no key to it. */
export const apiKeys: AccountHook = {
  claimed: (userId, manager) => new ApiKeyRepository(manager).revokeAll(userId),
};
