import { AppError } from '../../platform/errors.js';
import { type Actor, setActor } from '../../platform/http/actor.js';
import type { Middleware } from '../../platform/module.js';
import { AuthSession } from '../users/session.entity.js';
import { SessionRepository } from '../users/session.repository.js';
import { AccessTokens } from './access-tokens.js';

/** Finds out who calls. No token is fine here (endpoints say whom they let in), a bad one never is. */
export const authentication: Middleware = ({ config, dataSource }) => {
  const tokens = new AccessTokens(config);
  const sessions = new SessionRepository(dataSource.getRepository(AuthSession));

  /** The token says which session; the database says whether it still counts, and for which role. */
  async function actorOf(authorization: string): Promise<Actor | undefined> {
    const [, token] = /^Bearer +([\w.~+/-]+=*)$/i.exec(authorization) ?? [];
    const claims = token === undefined ? undefined : tokens.verify(token);
    return claims && sessions.findActor(claims.sessionId, claims.userId);
  }

  return async (req, res, next) => {
    res.vary('Authorization');
    const authorization = req.get('authorization');
    if (authorization !== undefined) {
      const actor = await actorOf(authorization);
      if (!actor) {
        res.set('WWW-Authenticate', 'Bearer error="invalid_token"');
        throw new AppError('unauthenticated', 'The access token is not valid.');
      }
      setActor(req, actor);
      res.set('Cache-Control', 'no-store');
    }
    next();
  };
};
