import { AuthSession } from '../users/session.entity.js';
import { SessionRepository } from '../users/session.repository.js';
import { AccessTokens } from './access-tokens.js';
import { bearerToken, type Credential } from './credential.js';

/** An access token says which session; the database says whether it still counts, and for which role. */
export const accessToken: Credential = ({ config, dataSource }) => {
  const tokens = new AccessTokens(config);
  const sessions = new SessionRepository(dataSource.getRepository(AuthSession));

  return async (req) => {
    const token = bearerToken(req);
    const claims = token === undefined ? undefined : tokens.verify(token);
    return claims && sessions.findActor(claims.sessionId, claims.userId);
  };
};
