import type { EntityManager } from 'typeorm';

export type AccountStep = (userId: string, manager: EntityManager) => Promise<void>;

/** What else is done when something happens to an account, by statements of the same transaction. A step that throws refuses it. */
export interface AccountHook {
  readonly registered?: AccountStep;
  readonly passwordChanged?: AccountStep;
  /** A role other than `user`, which gives no permissions. */
  readonly roleGiven?: AccountStep;
}
