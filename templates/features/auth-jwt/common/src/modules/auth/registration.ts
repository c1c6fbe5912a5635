import type { EntityManager } from 'typeorm';
import type { Transactional } from '../../platform/database/transaction.js';
import { afterRegistration } from './after-registration.js';

/** What the service asks of it, or of a fake. */
export interface Registrations extends Transactional<Registrations> {
  readonly completed: (userId: string) => Promise<void>;
}

/** What else happens when somebody registers, in the same transaction. */
export class Registration implements Registrations {
  readonly #manager: EntityManager;

  constructor(manager: EntityManager) {
    this.#manager = manager;
  }

  within(manager: EntityManager): Registration {
    return new Registration(manager);
  }

  async completed(userId: string): Promise<void> {
    for (const step of afterRegistration) await step(userId, this.#manager);
  }
}
