import { IsNull, LessThan, MoreThan, Not, type EntityManager, type Repository } from 'typeorm';
import {
  inTransaction,
  type Transactional,
  type Work,
} from '../../platform/database/transaction.js';
import { insertRow } from '../../platform/database/write-row.js';
import type { Actor } from '../../platform/http/actor.js';
import { AuthSession } from './session.entity.js';
import type { User } from './user.entity.js';

/** What services ask of sessions: the repository or, in their tests, a fake. */
export interface Sessions
  extends Omit<SessionRepository, 'transaction' | 'within'>, Transactional<Sessions> {
  readonly transaction: <Result>(work: Work<Sessions, Result>) => Promise<Result>;
}

export class SessionRepository {
  readonly #rows: Repository<AuthSession>;

  constructor(rows: Repository<AuthSession>) {
    this.#rows = rows;
  }

  /** One transaction for all of the work: with this repository, and with others from `within`. */
  transaction<Result>(work: Work<SessionRepository, Result>): Promise<Result> {
    return inTransaction(this.#rows.manager, this, work);
  }

  within(manager: EntityManager): SessionRepository {
    return new SessionRepository(manager.getRepository(AuthSession));
  }

  insert(userId: string, tokenHash: string, expiresAt: Date): Promise<AuthSession> {
    return insertRow(this.#rows.manager, AuthSession, { userId, tokenHash, expiresAt });
  }

  /**
   * Puts the new hash in the place of the old one, if that is still the current one of a live session, and tells whose it is.
   * One statement: of two parallel calls with the same token, the second finds the hash changed.
   */
  async rotate(id: string, oldHash: string, newHash: string): Promise<string | undefined> {
    const { raw } = await this.#rows
      .createQueryBuilder()
      .update()
      .set({ tokenHash: newHash, previousTokenHash: oldHash, lastUsedAt: () => 'now()' })
      .where('id = :id AND token_hash = :oldHash', { id, oldHash })
      .andWhere('revoked_at IS NULL AND expires_at > now()')
      .returning('user_id')
      .execute();
    return (raw as { user_id: string }[])[0]?.user_id;
  }

  /** Whether the hash was the current one until so many seconds ago. */
  wasReplacedWithin(id: string, tokenHash: string, seconds: number): Promise<boolean> {
    return this.#rows
      .createQueryBuilder('session')
      .where({ id, previousTokenHash: tokenHash, revokedAt: IsNull() })
      .andWhere('session.lastUsedAt > now() - make_interval(secs => :seconds)', { seconds })
      .getExists();
  }

  /**
   * The user behind a session as they are now, or nothing when either is over. Asked with every signed-in request, and so in
   * plain SQL: the query builder takes longer than the rest.
   */
  async findActor(id: string, userId: string): Promise<Actor | undefined> {
    const [user] = await this.#rows.sql<Pick<User, 'role'>[]>`
      SELECT u.role FROM auth_sessions s JOIN users u ON u.id = s.user_id
      WHERE s.id = ${id} AND s.user_id = ${userId} AND s.revoked_at IS NULL AND s.expires_at > now()
      AND NOT u.disabled`;
    return user && { id: userId, role: user.role, sessionId: id };
  }

  /** Whether the session was live until now. With a hash, only if that is its current one. */
  async revoke(id: string, tokenHash?: string): Promise<boolean> {
    const { affected } = await this.#rows.update(
      {
        id,
        revokedAt: IsNull(),
        expiresAt: MoreThan(new Date()),
        ...(tokenHash !== undefined && { tokenHash }),
      },
      { revokedAt: new Date() },
    );
    return affected === 1;
  }

  async revokeAll(userId: string, exceptId?: string): Promise<void> {
    await this.#rows.update(
      { userId, revokedAt: IsNull(), ...(exceptId !== undefined && { id: Not(exceptId) }) },
      { revokedAt: new Date() },
    );
  }

  async removeExpired(userId: string): Promise<void> {
    await this.#rows.delete({ userId, expiresAt: LessThan(new Date()) });
  }
}
