import { endpoint } from '../../platform/http/endpoint.js';
import type { Module } from '../../platform/module.js';
import { AuthSession } from '../users/session.entity.js';
import { SessionRepository } from '../users/session.repository.js';
import { User } from '../users/user.entity.js';
import { UserRepository } from '../users/user.repository.js';
import { userSchema } from '../users/user.schema.js';
import { AccessTokens } from './access-tokens.js';
import { byActor, byEmail, bySession } from './attempt-keys.js';
import { AuthController } from './auth.controller.js';
import {
  changePasswordBody,
  loginBody,
  refreshBody,
  registerBody,
  tokensSchema,
} from './auth.schema.js';
import { AuthService } from './auth.service.js';
import { Passwords } from './passwords.js';
import { throttle } from './throttle.js';

export const authModule: Module = (context) => {
  const { config, cursors, dataSource, logger } = context;
  const users = new UserRepository(dataSource.getRepository(User), cursors);
  const sessions = new SessionRepository(dataSource.getRepository(AuthSession));
  const auth = new AuthController(
    new AuthService(users, sessions, {
      config,
      logger,
      passwords: new Passwords(),
      accessTokens: new AccessTokens(config),
    }),
  );
  const tag = 'Authentication';
  const tokens = { description: 'A session.', schema: tokensSchema };
  const user = { description: 'The user.', schema: userSchema };
  const done = { description: 'Done.' };
  const refused = { description: 'The credentials are wrong.' };

  return [
    endpoint({
      tag,
      method: 'post',
      path: '/auth/register',
      operationId: 'register',
      summary: 'Create an account',
      access: 'public',
      before: throttle(context, 'register', byEmail),
      body: registerBody,
      responses: { 201: user, 409: { description: 'The address is taken.' } },
      handle: auth.register,
    }),
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
      responses: { 204: done },
      handle: auth.logout,
    }),
    endpoint({
      tag,
      method: 'post',
      path: '/auth/logout-all',
      operationId: 'logoutAll',
      summary: 'End all sessions of the caller',
      access: 'authenticated',
      responses: { 204: done },
      handle: auth.logoutAll,
    }),
    endpoint({
      tag,
      method: 'get',
      path: '/auth/me',
      operationId: 'me',
      summary: 'Get the caller',
      access: 'authenticated',
      responses: { 200: user },
      handle: auth.me,
    }),
    endpoint({
      tag,
      method: 'post',
      path: '/auth/change-password',
      operationId: 'changePassword',
      summary: 'Change the password of the caller',
      description: 'Ends all other sessions of the caller.',
      access: 'authenticated',
      before: throttle(context, 'change-password', byActor),
      body: changePasswordBody,
      responses: { 204: done },
      handle: auth.changePassword,
    }),
  ];
};
