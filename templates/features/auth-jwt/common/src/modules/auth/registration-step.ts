import type { EntityManager } from 'typeorm';

/** What else is done for somebody who registers, by the statements of the same transaction. */
export type RegistrationStep = (userId: string, manager: EntityManager) => Promise<void>;
