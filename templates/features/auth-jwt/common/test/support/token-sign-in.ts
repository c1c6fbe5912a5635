import { AccessTokens } from '../../src/modules/auth/access-tokens.js';
import { formatRefreshToken } from '../../src/modules/auth/refresh-token.js';
import { hashSecret, newSecret } from '../../src/modules/auth/session-secret.js';
import { AuthSession } from '../../src/modules/users/session.entity.js';
import { SessionRepository } from '../../src/modules/users/session.repository.js';
import type { User } from '../../src/modules/users/user.entity.js';
import type { TestApp } from './app.js';
import type { Session, SignInMethod } from './sign-in-method.js';

export interface Tokens extends Session {
  readonly token: string;
  readonly refreshToken: string;
}

export const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

/** A session with tokens, as a login would make it. */
export async function openTokens(app: TestApp, user: User): Promise<Tokens> {
  const { dataSource, config } = app.context;
  const secret = newSecret();
  const expiresAt = new Date(Date.now() + 60_000);
  const sessions = new SessionRepository(dataSource.getRepository(AuthSession));
  const { id: sessionId } = await sessions.insert(user.id, hashSecret(secret), expiresAt);
  const token = new AccessTokens(config).sign({ userId: user.id, sessionId });
  const refreshToken = formatRefreshToken(sessionId, secret);
  return { token, refreshToken, sessionId, headers: bearer(token) };
}

export const byTokens: SignInMethod = {
  path: '/api/v1/auth/login',
  credentialsOf: ({ body }) => bearer((body as { accessToken: string }).accessToken),
  open: openTokens,
};
