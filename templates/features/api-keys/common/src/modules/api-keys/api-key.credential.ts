import type { Request } from 'express';
import { AppError } from '../../platform/errors.js';
import { ATTEMPT_WINDOW_MS } from '../auth/attempts.js';
import { bearerToken, type Credential } from '../auth/credential.js';
import { parseApiKey } from './api-key.js';
import { ApiKeyRepository } from './api-key.repository.js';

const MINUTE_MS = 60_000;

/**
 * A key acts for its user, within its scopes. Requests are counted per key. Keys that are not good are counted by where they
 * come from, and a good one from there is let in all the same: nobody locks out a neighbour.
 */
export const apiKey: Credential = ({ config, dataSource, hitsWithin, addressOf }) => {
  const keys = new ApiKeyRepository(dataSource.manager);
  const [uses, failures] = [hitsWithin(MINUTE_MS), hitsWithin(ATTEMPT_WINDOW_MS)];

  return async (req, res) => {
    const given = parseApiKey(bearerToken(req) ?? '');
    if (!given) return undefined;
    const actor = await keys.findActor(given);
    const { count, waitMs } = actor
      ? await uses('api-key', given.id)
      : await failures('api-key-ip', addressOf(req));
    if (count > (actor ? config.API_KEY_RATE_LIMIT_MAX : config.AUTH_RATE_LIMIT_MAX)) {
      res.setHeader('Retry-After', Math.max(1, Math.ceil(waitMs / 1000)));
      throw tooMany(req, actor ? 'requests of the key' : 'keys that are not valid');
    }
    return actor;
  };
};

function tooMany(req: Request, what: string): AppError {
  req.log.warn({ event: 'attempts.limited', operation: 'api-key' }, `too many ${what}`);
  return new AppError('too-many-requests', `Too many ${what}. Try again later.`);
}
