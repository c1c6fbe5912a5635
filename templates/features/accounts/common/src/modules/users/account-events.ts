import type { EntityManager } from 'typeorm';
import type { Transactional } from '../../platform/database/transaction.js';
import type { AccountHook } from './account-hook.js';
import { accountHooks } from './account-hooks.js';

/** What services ask of it, or of a fake. */
export interface Events extends Transactional<Events> {
  readonly happened: (event: keyof AccountHook, userId: string) => Promise<void>;
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

  async happened(event: keyof AccountHook, userId: string): Promise<void> {
    for (const hook of accountHooks) await hook[event]?.(userId, this.#manager);
  }
}
