import { hashSecret, newSecret } from '../../src/modules/auth/session-secret.js';
import { SessionCookieRepository } from '../../src/modules/auth/session-cookie.repository.js';
import { AuthSession } from '../../src/modules/users/session.entity.js';
import { SessionRepository } from '../../src/modules/users/session.repository.js';
import type { User } from '../../src/modules/users/user.entity.js';
import type { TestApp } from './app.js';
import type { Session, SignInMethod } from './sign-in-method.js';

const COOKIE = '__Host-session';

export const cookieHeader = (secret: string) => ({ Cookie: `${COOKIE}=${secret}` });

/** A session with a cookie, as a login would make it. */
export async function openCookie(app: TestApp, user: User): Promise<Session> {
  const { dataSource, config } = app.context;
  const secret = newSecret();
  const expiresAt = new Date(Date.now() + 60_000);
  const sessions = new SessionRepository(dataSource.getRepository(AuthSession));
  const { id: sessionId } = await sessions.insert(user.id, hashSecret(newSecret()), expiresAt);
  const cookies = new SessionCookieRepository(dataSource.manager, config.SESSION_IDLE_TTL);
  await cookies.insert(sessionId, hashSecret(secret));
  return { sessionId, headers: cookieHeader(secret) };
}

/** The cookies that an answer sets: name and value, then the attributes. */
export const cookiesOf = (headers: Readonly<Record<string, unknown>>): readonly string[] =>
  [headers['set-cookie'] ?? []].flat().map(String);

export const byCookie: SignInMethod = {
  path: '/api/v1/auth/session',
  credentialsOf({ headers }) {
    const [pair = ''] = cookiesOf(headers as Record<string, unknown>)[0]?.split(';') ?? [];
    return { Cookie: pair };
  },
  open: openCookie,
};
