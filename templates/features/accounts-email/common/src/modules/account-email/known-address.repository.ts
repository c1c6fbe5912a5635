import { type EntityManager, IsNull, Not } from 'typeorm';
import type { Holder } from './email-token.repository.js';
import { KnownAddress } from './known-address.entity.js';

/** The addresses that accounts have confirmed, and those they had before. */
export class KnownAddressRepository {
  readonly #manager: EntityManager;

  constructor(manager: EntityManager) {
    this.#manager = manager;
  }

  within(manager: EntityManager): KnownAddressRepository {
    return new KnownAddressRepository(manager);
  }

  isVerified({ userId, email }: Holder): Promise<boolean> {
    return this.#rows.existsBy({ userId, email, replacedAt: IsNull(), verifiedAt: Not(IsNull()) });
  }

  /** Somebody has shown that they read mail there. */
  async verify(holder: Holder): Promise<void> {
    if (await this.isVerified(holder)) return;
    await this.#rows.insert({ ...holder, verifiedAt: new Date() });
  }

  /** The id of the one that is not theirs any more: they are told so there. */
  async replace({ userId, email }: Holder): Promise<string> {
    const replacedAt = new Date();
    await this.#rows.update({ userId, replacedAt: IsNull() }, { replacedAt });
    const { identifiers } = await this.#rows.insert({ userId, email, replacedAt });
    return String(identifiers[0]?.['id']);
  }

  find(id: string): Promise<KnownAddress | null> {
    return this.#rows.findOneBy({ id });
  }

  get #rows() {
    return this.#manager.getRepository(KnownAddress);
  }
}
