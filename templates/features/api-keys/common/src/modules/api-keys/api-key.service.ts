import type { Logger } from 'pino';
import { AppError, found } from '../../platform/errors.js';
import type { Actor } from '../../platform/http/actor.js';
import type { Users } from '../users/user.repository.js';
import type { ApiKey } from './api-key.entity.js';
import { formatApiKey, newKeySecret } from './api-key.js';
import type { ApiKeyRepository } from './api-key.repository.js';
import { type CreateApiKey, MAX_KEYS } from './api-key.schema.js';

export interface CreatedKey {
  readonly row: ApiKey;
  /** The one time that anybody sees it. */
  readonly key: string;
}

/** Keys that people make for programs of theirs. */
export class ApiKeyService {
  readonly #users: Users;
  readonly #keys: ApiKeyRepository;
  readonly #log: Pick<Logger, 'info'>;

  constructor(users: Users, keys: ApiKeyRepository, logger: Pick<Logger, 'info'>) {
    this.#users = users;
    this.#keys = keys;
    this.#log = logger;
  }

  /** Holds the user's row: of two that make their last key, the second sees the first one's. */
  async create(actor: Actor, { name, scopes, expiresAt }: CreateApiKey): Promise<CreatedKey> {
    const { secret, hash } = newKeySecret();
    const values = { name, scopes, secretHash: hash, expiresAt: futureOf(expiresAt) };
    const row = await this.#users.transaction(async (users, within) => {
      found(await users.lock(actor.id), 'user');
      const keys = within(this.#keys);
      await keys.removeDead(actor.id);
      if ((await keys.countLive(actor.id)) >= MAX_KEYS) {
        throw new AppError('conflict', `There are ${MAX_KEYS} keys already. Revoke one first.`);
      }
      return keys.insert({ ...values, userId: actor.id });
    });
    this.#log.info(
      { event: 'api-key.created', accountId: actor.id, apiKeyId: row.id },
      'API key created',
    );
    return { row, key: formatApiKey(row.id, secret) };
  }

  list(actor: Actor): Promise<ApiKey[]> {
    return this.#keys.list(actor.id);
  }

  async revoke(actor: Actor, id: string): Promise<void> {
    const isRevoked = await this.#keys.revoke(actor.id, id);
    if (!isRevoked) throw new AppError('not-found', 'There is no API key with this id.');
    this.#log.info(
      { event: 'api-key.revoked', accountId: actor.id, apiKeyId: id },
      'API key revoked',
    );
  }
}

function futureOf(expiresAt: string | null): Date | null {
  if (expiresAt === null) return null;
  const at = new Date(expiresAt);
  if (at.getTime() > Date.now()) return at;
  throw new AppError('unprocessable', 'The request body is not valid.', [
    { field: 'expiresAt', message: 'Must be in the future.' },
  ]);
}
