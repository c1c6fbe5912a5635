import { endpoint } from '../../platform/http/endpoint.js';
import { idParams } from '../../platform/http/schemas.js';
import type { Module } from '../../platform/module.js';
import { AuthSession } from '../users/session.entity.js';
import { SessionRepository } from '../users/session.repository.js';
import { User } from '../users/user.entity.js';
import { UserRepository } from '../users/user.repository.js';
import { userSchema } from '../users/user.schema.js';
import { byEmail } from './attempt-keys.js';
import { loginBody } from './auth.schema.js';
import { CookieAuthController } from './cookie-auth.controller.js';
import { sessionListSchema } from './cookie-auth.schema.js';
import { CookieAuthService } from './cookie-auth.service.js';
import { Logins } from './logins.js';
import { Passwords } from './passwords.js';
import { SessionCookieRepository } from './session-cookie.repository.js';
import { throttle } from './throttle.js';

export const cookieAuthModule: Module = (context) => {
  const { config, cursors, dataSource, logger } = context;
  const users = new UserRepository(dataSource.getRepository(User), cursors);
  const sessions = new SessionRepository(dataSource.getRepository(AuthSession));
  const auth = new CookieAuthController(
    new CookieAuthService({
      config,
      logins: new Logins(users, sessions, { logger, passwords: new Passwords() }),
      cookies: new SessionCookieRepository(dataSource.manager, config.SESSION_IDLE_TTL),
    }),
  );
  const tag = 'Authentication';

  return [
    endpoint({
      tag,
      method: 'post',
      path: '/auth/session',
      operationId: 'signIn',
      summary: 'Sign in with a cookie',
      description: 'Sets the cookie of a new session. The one of the cookie before is over.',
      access: 'public',
      before: throttle(context, 'login', byEmail),
      body: loginBody,
      responses: {
        200: { description: 'The user.', schema: userSchema },
        401: { description: 'The credentials are wrong.' },
        403: { description: 'It comes from a page of another site.' },
      },
      handle: auth.login,
    }),
    endpoint({
      tag,
      method: 'delete',
      path: '/auth/session',
      operationId: 'signOut',
      summary: 'Sign out',
      description: 'Ends the session of the cookie, and clears that.',
      access: 'public',
      responses: {
        204: { description: 'Done.' },
        403: { description: 'It comes from a page of another site.' },
      },
      handle: auth.logout,
    }),
    endpoint({
      tag,
      method: 'get',
      path: '/auth/sessions',
      operationId: 'listSessions',
      summary: 'List the sessions of the caller',
      description: 'The newest 100 by their last use, which is known to the minute.',
      access: 'authenticated',
      responses: { 200: { description: 'The sessions.', schema: sessionListSchema } },
      handle: auth.list,
    }),
    endpoint({
      tag,
      method: 'delete',
      path: '/auth/sessions/:id',
      operationId: 'revokeSession',
      summary: 'End a session of the caller',
      access: 'authenticated',
      params: idParams,
      responses: { 204: { description: 'Done.' } },
      handle: auth.revoke,
    }),
  ];
};
