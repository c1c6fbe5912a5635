import type { EntityManager } from 'typeorm';
import type { User } from '../users/user.entity.js';
import type { Purpose } from './email-token.entity.js';
import { expiryOf, hashOf, newToken } from './email-token.js';

/** Who was sent a link, and where. */
export interface Holder {
  readonly userId: string;
  readonly email: string;
}

export interface Marked extends Holder {
  readonly passwordMark: string;
}

/** The links that accounts were sent. */
export class EmailTokenRepository {
  readonly #manager: EntityManager;

  constructor(manager: EntityManager) {
    this.#manager = manager;
  }

  within(manager: EntityManager): EmailTokenRepository {
    return new EmailTokenRepository(manager);
  }

  /** Notes what the next link is for. The one before it is void from now on. */
  async want(
    purpose: Purpose,
    { id, passwordHash }: Pick<User, 'id' | 'passwordHash'>,
    email: string,
  ): Promise<void> {
    await this.#manager.query(
      `INSERT INTO email_tokens (user_id, purpose, email, password_mark, expires_at)
       VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (user_id, purpose) DO UPDATE
       SET email = excluded.email, password_mark = excluded.password_mark, token_hash = NULL,
         expires_at = excluded.expires_at`,
      [id, purpose, email, hashOf(passwordHash), expiryOf(purpose)],
    );
  }

  /** The token of a link that is wanted, and where it goes. */
  async issue(
    purpose: Purpose,
    userId: string,
  ): Promise<{ readonly email: string; readonly token: string } | undefined> {
    const token = newToken();
    const [rows]: [{ email: string }[], number] = await this.#manager.query(
      `UPDATE email_tokens SET token_hash = $3, expires_at = $4
       WHERE user_id = $1 AND purpose = $2 RETURNING email`,
      [userId, purpose, hashOf(token), expiryOf(purpose)],
    );
    const [row] = rows;
    return row && { email: row.email, token };
  }

  /** Whose link it is. */
  async find(purpose: Purpose, token: string): Promise<Holder | undefined> {
    const rows: Holder[] = await this.#manager.query(
      `SELECT user_id AS "userId", email FROM email_tokens
       WHERE token_hash = $1 AND purpose = $2 AND expires_at > now()`,
      [hashOf(token), purpose],
    );
    return rows[0];
  }

  /** Uses the link. One statement: of two that use it at once, the second finds nothing. */
  async take(purpose: Purpose, token: string): Promise<Marked | undefined> {
    const [rows]: [Marked[], number] = await this.#manager.query(
      `DELETE FROM email_tokens WHERE token_hash = $1 AND purpose = $2 AND expires_at > now()
       RETURNING user_id AS "userId", email, password_mark AS "passwordMark"`,
      [hashOf(token), purpose],
    );
    return rows[0];
  }
}
