import { endpoint } from '../../platform/http/endpoint.js';
import type { Module } from '../../platform/module.js';
import { AuthSession } from '../users/session.entity.js';
import { SessionRepository } from '../users/session.repository.js';
import { User } from '../users/user.entity.js';
import { UserRepository } from '../users/user.repository.js';
import { AccessTokens } from './access-tokens.js';
import { byEmail } from './attempt-keys.js';
import { loginBody } from './auth.schema.js';
import { Logins } from './logins.js';
import { Passwords } from './passwords.js';
import { bySession } from './refresh-attempts.js';
import { throttle } from './throttle.js';
import { TokenAuthController } from './token-auth.controller.js';
import { refreshBody, tokensSchema } from './token-auth.schema.js';
import { TokenAuthService } from './token-auth.service.js';

export const tokenAuthModule: Module = (context) => {
  const { config, cursors, dataSource, logger } = context;
  const users = new UserRepository(dataSource.getRepository(User), cursors);
  const sessions = new SessionRepository(dataSource.getRepository(AuthSession));
  const auth = new TokenAuthController(
    new TokenAuthService(users, sessions, {
      config,
      logger,
      logins: new Logins(users, sessions, { logger, passwords: new Passwords() }),
      accessTokens: new AccessTokens(config),
    }),
  );
  const tag = 'Authentication';
  const tokens = { description: 'A session.', schema: tokensSchema };
  const refused = { description: 'The credentials are wrong.' };

  return [
    endpoint({
      tag,
      method: 'post',
      path: '/auth/login',
      operationId: 'login',
      summary: 'Sign in',
      access: 'public',
      before: throttle(context, 'login', byEmail),
      body: loginBody,
      responses: { 200: tokens, 401: refused },
      handle: auth.login,
    }),
    endpoint({
      tag,
      method: 'post',
      path: '/auth/refresh',
      operationId: 'refresh',
      summary: 'Get new tokens for a refresh token',
      description: 'A refresh token is good once. Using one again ends its session.',
      access: 'public',
      before: throttle(context, 'refresh', bySession),
      body: refreshBody,
      responses: { 200: tokens, 401: refused },
      handle: auth.refresh,
    }),
    endpoint({
      tag,
      method: 'post',
      path: '/auth/logout',
      operationId: 'logout',
      summary: 'End the session of a refresh token',
      access: 'public',
      body: refreshBody,
      responses: { 204: { description: 'Done.' } },
      handle: auth.logout,
    }),
  ];
};
