import type { EntityManager } from 'typeorm';
import type { Role } from '../../permissions.js';
import { AppError } from '../../platform/errors.js';
import type { Actor } from '../../platform/http/actor.js';
import { SessionCookie } from './session-cookie.entity.js';

/** A session that can still be used. */
export interface LiveSession {
  readonly id: string;
  readonly isByCookie: boolean;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
}

/** Somebody who is signed in by a cookie; whether that is to be noted. */
interface Found {
  readonly id: string;
  readonly role: Role;
  readonly sessionId: string;
  readonly isDue: boolean;
}

/** More sessions than anybody looks through. */
const MOST_LISTED = 100;

/** Whether a session counts is one question to the database, with its clock: it was not ended, and has neither been idle nor lasted for too long. */
export class SessionCookieRepository {
  readonly #manager: EntityManager;
  /** For how many seconds a session may not be used. */
  readonly #idleTtl: number;

  constructor(manager: EntityManager, idleTtl: number) {
    this.#manager = manager;
    this.#idleTtl = idleTtl;
  }

  within(manager: EntityManager): SessionCookieRepository {
    return new SessionCookieRepository(manager, this.#idleTtl);
  }

  async insert(sessionId: string, hash: string): Promise<void> {
    await this.#manager.insert(SessionCookie, { sessionId, hash });
  }

  /** The user behind a cookie as they are now, whose session is used by that; nobody where either is over. */
  async findActor(hash: string): Promise<Actor | undefined> {
    const [row] = await this.#manager.sql<Found[]>`
      SELECT u.id, u.role, s.id AS "sessionId",
        s.last_used_at < now() - interval '1 minute' AS "isDue"
      FROM session_cookies c
      JOIN auth_sessions s ON s.id = c.session_id
      JOIN users u ON u.id = s.user_id
      WHERE c.hash = ${hash} AND s.revoked_at IS NULL AND s.expires_at > now()
      AND s.last_used_at > now() - make_interval(secs => ${this.#idleTtl})
      AND NOT u.disabled`;
    if (!row) return undefined;
    const { isDue, ...actor } = row;
    if (isDue) await this.#use(actor.sessionId);
    return actor;
  }

  /** Once a minute is enough: a write for every request would be most of what a read costs. */
  async #use(sessionId: string): Promise<void> {
    await this.#manager.sql`
      UPDATE auth_sessions SET last_used_at = now()
      WHERE id = ${sessionId} AND last_used_at < now() - interval '1 minute'`;
  }

  /** @throws AppError `unauthenticated` where there is no such cookie any more. */
  async replace(hash: string, by: string): Promise<void> {
    const { affected } = await this.#manager.update(SessionCookie, { hash }, { hash: by });
    if (affected !== 1) throw new AppError('unauthenticated', 'Sign in first.');
  }

  /** Ends the session of a cookie. */
  async revoke(hash: string): Promise<void> {
    await this.#manager.sql`
      UPDATE auth_sessions s SET revoked_at = now() FROM session_cookies c
      WHERE c.hash = ${hash} AND s.id = c.session_id AND s.revoked_at IS NULL`;
  }

  /** The sessions of a user that still count, of whatever kind, by their last use. */
  list(userId: string): Promise<LiveSession[]> {
    return this.#manager.sql<LiveSession[]>`
      SELECT s.id, c.hash IS NOT NULL AS "isByCookie",
        s.created_at AS "createdAt", s.last_used_at AS "lastUsedAt"
      FROM auth_sessions s LEFT JOIN session_cookies c ON c.session_id = s.id
      WHERE s.user_id = ${userId} AND s.revoked_at IS NULL AND s.expires_at > now()
      AND (c.hash IS NULL OR s.last_used_at > now() - make_interval(secs => ${this.#idleTtl}))
      ORDER BY s.last_used_at DESC, s.id LIMIT ${MOST_LISTED}`;
  }

  /** Whether it was a session of the user that still counted. One statement: of two calls at once, one has ended it. */
  async revokeOwn(userId: string, id: string): Promise<boolean> {
    const ended = await this.#manager.sql<unknown[]>`
      WITH ended AS (
        UPDATE auth_sessions SET revoked_at = now()
        WHERE id = ${id} AND user_id = ${userId} AND revoked_at IS NULL AND expires_at > now()
        RETURNING id
      )
      SELECT id FROM ended`;
    return ended.length === 1;
  }
}
