import type { EntityManager } from 'typeorm';
import { insertRow } from '../../platform/database/write-row.js';
import { LinkedIdentity } from './linked-identity.entity.js';

export type NewIdentity = Pick<LinkedIdentity, 'userId' | 'provider' | 'subject' | 'email'>;

/** Which accounts are whose at the providers. */
export class LinkedIdentityRepository {
  readonly #manager: EntityManager;

  constructor(manager: EntityManager) {
    this.#manager = manager;
  }

  within(manager: EntityManager): LinkedIdentityRepository {
    return new LinkedIdentityRepository(manager);
  }

  /** @throws AppError `conflict` where either of the two is linked already. */
  insert(identity: NewIdentity): Promise<LinkedIdentity> {
    return insertRow(this.#manager, LinkedIdentity, identity);
  }

  find(provider: string, subject: string): Promise<LinkedIdentity | null> {
    return this.#manager.findOneBy(LinkedIdentity, { provider, subject });
  }

  list(userId: string): Promise<LinkedIdentity[]> {
    return this.#manager.find(LinkedIdentity, { where: { userId }, order: { provider: 'ASC' } });
  }

  /** Whether it is still linked. */
  async use(id: string): Promise<boolean> {
    const { affected } = await this.#manager.update(
      LinkedIdentity,
      { id },
      { lastUsedAt: new Date() },
    );
    return affected === 1;
  }

  async removeAll(userId: string): Promise<void> {
    await this.#manager.delete(LinkedIdentity, { userId });
  }

  async remove(id: string): Promise<void> {
    await this.#manager.delete(LinkedIdentity, { id });
  }
}
