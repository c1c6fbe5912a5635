import type { EntityManager } from 'typeorm';
import type { Answer } from './answer.js';
import { IdempotencyKey } from './idempotency-key.entity.js';
import type { KeyedRequest } from './keyed-request.js';

/** How long an answer is kept. */
const KEPT = `interval '1 day'`;

/** The keys of all users, in one transaction. */
export class IdempotencyKeyRepository {
  readonly #manager: EntityManager;

  constructor(manager: EntityManager) {
    this.#manager = manager;
  }

  /** Whether nobody else is at it. The lock ends with the transaction, or with the process that has it. */
  async lock({ userId, key }: KeyedRequest): Promise<boolean> {
    const [row]: { isFree: boolean }[] = await this.#manager.query(
      `SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS "isFree"`,
      [`idempotency ${userId} ${key}`],
    );
    return row?.isFree === true;
  }

  find({ userId, key }: KeyedRequest): Promise<IdempotencyKey | null> {
    return this.#manager
      .createQueryBuilder(IdempotencyKey, 'row')
      .where({ userId, key })
      .andWhere(`row.createdAt > now() - ${KEPT}`)
      .getOne();
  }

  /** In place of one that is too old to count. */
  async insert(request: KeyedRequest, answer: Answer): Promise<void> {
    const { userId, key } = request;
    await this.#removeOld();
    await this.#manager.delete(IdempotencyKey, { userId, key });
    await this.#manager.insert(IdempotencyKey, { ...request, ...answer });
  }

  /** Some at a time, and none that somebody else is removing. */
  async #removeOld(): Promise<void> {
    await this.#manager.query(
      `DELETE FROM idempotency_keys WHERE (user_id, key) IN (
         SELECT user_id, key FROM idempotency_keys WHERE created_at <= now() - ${KEPT}
         ORDER BY created_at LIMIT 100 FOR UPDATE SKIP LOCKED)`,
    );
  }
}
