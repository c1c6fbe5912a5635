import type { EntityManager } from 'typeorm';

export type AccountStep = (userId: string, manager: EntityManager) => Promise<void>;

/** What else is done when something happens to an account, by statements of the same transaction. A step that throws refuses it. */
export interface AccountHook {
  readonly registered?: AccountStep;
  readonly passwordChanged?: AccountStep;
  /** A role other than `user`, which gives no permissions. */
  readonly roleGiven?: AccountStep;
  /** Another way to sign in to it is added. */
  readonly identityLinked?: AccountStep;
  /** A mailbox shows for the first time whose it is: somebody else may have opened it. */
  readonly claimed?: AccountStep;
  /** Somebody who is to be believed says that its address is theirs. */
  readonly addressConfirmed?: AccountStep;
  /** Whether its holder has shown that its address is theirs. */
  readonly isConfirmed?: (userId: string, manager: EntityManager) => Promise<boolean>;
}
