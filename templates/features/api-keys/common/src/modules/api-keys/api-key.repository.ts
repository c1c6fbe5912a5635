import { timingSafeEqual } from 'node:crypto';
import { type EntityManager, IsNull } from 'typeorm';
import { insertRow } from '../../platform/database/write-row.js';
import type { Actor } from '../../platform/http/actor.js';
import type { User } from '../users/user.entity.js';
import { ApiKey } from './api-key.entity.js';
import type { GivenKey } from './api-key.js';

export type NewApiKey = Pick<ApiKey, 'userId' | 'name' | 'secretHash' | 'scopes' | 'expiresAt'>;

interface KeyHolder extends Pick<ApiKey, 'secretHash' | 'scopes' | 'userId'>, Pick<User, 'role'> {
  readonly isNoted: boolean;
}

/** The keys of all users. */
export class ApiKeyRepository {
  readonly #manager: EntityManager;

  constructor(manager: EntityManager) {
    this.#manager = manager;
  }

  within(manager: EntityManager): ApiKeyRepository {
    return new ApiKeyRepository(manager);
  }

  insert(values: NewApiKey): Promise<ApiKey> {
    return insertRow(this.#manager, ApiKey, values);
  }

  /** Those that are not revoked, the newest first: expired ones too, so that somebody sees why theirs does nothing. */
  list(userId: string): Promise<ApiKey[]> {
    return this.#manager.find(ApiKey, {
      where: { userId, revokedAt: IsNull() },
      order: { createdAt: 'DESC', id: 'DESC' },
      take: 100,
    });
  }

  countLive(userId: string): Promise<number> {
    return this.#manager
      .createQueryBuilder(ApiKey, 'key')
      .where({ userId, revokedAt: IsNull() })
      .andWhere('(key.expiresAt IS NULL OR key.expiresAt > now())')
      .getCount();
  }

  /** Whether the user had such a key until now. */
  async revoke(userId: string, id: string): Promise<boolean> {
    const { affected } = await this.#manager.update(
      ApiKey,
      { id, userId, revokedAt: IsNull() },
      { revokedAt: new Date() },
    );
    return affected === 1;
  }

  async revokeAll(userId: string): Promise<void> {
    await this.#manager.update(ApiKey, { userId, revokedAt: IsNull() }, { revokedAt: new Date() });
  }

  /** Keys that have done nothing for a month, nor can. */
  async removeDead(userId: string): Promise<void> {
    await this.#manager
      .createQueryBuilder()
      .delete()
      .from(ApiKey)
      .where({ userId })
      .andWhere(`least(revoked_at, expires_at) < now() - interval '30 days'`)
      .execute();
  }

  /** Whoever a key is of, as they are now, or nothing where either is over. Asked with every request of a key. */
  async findActor({ id, hash }: GivenKey): Promise<Actor | undefined> {
    const [holder]: KeyHolder[] = await this.#manager.query(
      `SELECT k.secret_hash AS "secretHash", k.scopes, k.user_id AS "userId", u.role,
         coalesce(k.last_used_at > now() - interval '1 minute', false) AS "isNoted"
       FROM api_keys k JOIN users u ON u.id = k.user_id
       WHERE k.id = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())
       AND NOT u.disabled`,
      [id],
    );
    if (!holder || !isSame(holder.secretHash, hash)) return undefined;
    if (!holder.isNoted) await this.#noteUse(id);
    return { id: holder.userId, role: holder.role, scopes: holder.scopes };
  }

  /** Once a minute, whatever comes in: no write with every request. */
  async #noteUse(id: string): Promise<void> {
    await this.#manager.query(
      `UPDATE api_keys SET last_used_at = now()
       WHERE id = $1 AND (last_used_at IS NULL OR last_used_at <= now() - interval '1 minute')`,
      [id],
    );
  }
}

const isSame = (known: string, given: string): boolean =>
  timingSafeEqual(Buffer.from(known), Buffer.from(given));
