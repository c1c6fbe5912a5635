import type { EntityManager } from 'typeorm';
import type { Transactional } from '../../platform/database/transaction.js';
import type { AccountHook } from './account-hook.js';
import { accountHooks } from './account-hooks.js';

/** What happens to an account. */
type Event = Exclude<keyof AccountHook, 'isConfirmed'>;

/** What services ask of it, or of a fake. */
export interface Events extends Transactional<Events> {
  readonly happened: (event: Event, userId: string) => Promise<void>;
  readonly isConfirmed: (userId: string) => Promise<boolean>;
}

/** Has the steps run that other modules have for what happens to an account. */
export class AccountEvents implements Events {
  readonly #manager: EntityManager;

  constructor(manager: EntityManager) {
    this.#manager = manager;
  }

  within(manager: EntityManager): AccountEvents {
    return new AccountEvents(manager);
  }

  async happened(event: Event, userId: string): Promise<void> {
    for (const hook of accountHooks) await hook[event]?.(userId, this.#manager);
  }

  /** Whether some module knows that the address of the account is its holder's. */
  async isConfirmed(userId: string): Promise<boolean> {
    for (const hook of accountHooks) {
      if (await hook.isConfirmed?.(userId, this.#manager)) return true;
    }
    return false;
  }
}
