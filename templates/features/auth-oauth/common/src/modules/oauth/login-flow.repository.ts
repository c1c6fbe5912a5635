import type { EntityManager } from 'typeorm';
import { LoginFlow } from './login-flow.entity.js';

export type NewFlow = Omit<LoginFlow, 'user' | 'expiresAt'>;

/** Those who have left for a provider. */
export class LoginFlowRepository {
  readonly #manager: EntityManager;

  constructor(manager: EntityManager) {
    this.#manager = manager;
  }

  /** Takes some out that nobody came back from: so there are never many. */
  async insert(flow: NewFlow, seconds: number): Promise<void> {
    await this.#manager.sql`
      DELETE FROM login_flows WHERE hash IN (
        SELECT hash FROM login_flows WHERE expires_at < now() LIMIT 100 FOR UPDATE SKIP LOCKED
      )`;
    const expiresAt = new Date(Date.now() + seconds * 1000);
    await this.#manager.insert(LoginFlow, { ...flow, expiresAt });
  }

  /** Ends it, and tells what it was unless that is too long ago. One statement: of two who come back at once, one finds it. */
  async take(hash: string): Promise<NewFlow | undefined> {
    const [flow] = await this.#manager.sql<(NewFlow & { readonly isInTime: boolean })[]>`
      WITH taken AS (DELETE FROM login_flows WHERE hash = ${hash} RETURNING *)
      SELECT hash, provider, user_id AS "userId", state, nonce, verifier,
        expires_at > now() AS "isInTime"
      FROM taken`;
    return flow?.isInTime ? flow : undefined;
  }
}
