import { randomUUID } from 'node:crypto';
import { AccessTokens } from '../../src/modules/auth/access-tokens.js';
import { Passwords } from '../../src/modules/auth/passwords.js';
import { formatRefreshToken, hashSecret, newSecret } from '../../src/modules/auth/refresh-token.js';
import { AuthSession } from '../../src/modules/users/session.entity.js';
import { SessionRepository } from '../../src/modules/users/session.repository.js';
import { UserRepository } from '../../src/modules/users/user.repository.js';
import { type Role, User } from '../../src/modules/users/user.entity.js';
import type { TestApp } from './app.js';

/** The password of everybody who is created here. argon2 is slow on purpose, so it is hashed once. */
export const password = 'a fine long passphrase';
let passwordHash: Promise<string> | undefined;

export interface SignedInUser {
  readonly user: User;
  readonly token: string;
  readonly refreshToken: string;
  readonly sessionId: string;
  /** For `.set(headers)`. */
  readonly headers: { readonly Authorization: string };
}

interface Options {
  readonly role?: Role;
  readonly email?: string;
  readonly name?: string;
}

/** A new user, straight into the database. */
export async function createUser(app: TestApp, options: Options = {}): Promise<User> {
  passwordHash ??= new Passwords().hash(password);
  const { email = `${randomUUID()}@example.com`, name = 'Test Person', role = 'user' } = options;
  const { dataSource, cursors } = app.context;
  const users = new UserRepository(dataSource.getRepository(User), cursors);
  return users.insert({ email, name, role, passwordHash: await passwordHash });
}

/** A session of the user, as a login would make it. */
export async function openSession(app: TestApp, user: User): Promise<SignedInUser> {
  const { dataSource, config } = app.context;
  const secret = newSecret();
  const expiresAt = new Date(Date.now() + 60_000);
  const sessions = new SessionRepository(dataSource.getRepository(AuthSession));
  const { id: sessionId } = await sessions.insert(user.id, hashSecret(secret), expiresAt);
  const token = new AccessTokens(config).sign({ userId: user.id, sessionId });
  const refreshToken = formatRefreshToken(sessionId, secret);
  return { user, token, refreshToken, sessionId, headers: { Authorization: `Bearer ${token}` } };
}

export async function signIn(app: TestApp, options: Options = {}): Promise<SignedInUser> {
  return openSession(app, await createUser(app, options));
}
