import { endpoint } from '../../platform/http/endpoint.js';
import { idParams } from '../../platform/http/schemas.js';
import type { Module } from '../../platform/module.js';
import { AccountEvents } from './account-events.js';
import { AuthSession } from './session.entity.js';
import { SessionRepository } from './session.repository.js';
import { UserController } from './user.controller.js';
import { User } from './user.entity.js';
import { UserRepository } from './user.repository.js';
import { updateUserBody, userAccountSchema, userListQuery, userPageSchema } from './user.schema.js';
import { UserService } from './user.service.js';

export const userModule: Module = ({ dataSource, cursors, logger }) => {
  const repository = new UserRepository(dataSource.getRepository(User), cursors);
  const sessions = new SessionRepository(dataSource.getRepository(AuthSession));
  const events = new AccountEvents(dataSource.manager);
  const users = new UserController(new UserService(repository, { sessions, events, logger }));
  const tag = 'Users';
  const item = { tag, path: '/users/:id', params: idParams } as const;
  const user = { description: 'The user.', schema: userAccountSchema };

  return [
    endpoint({
      tag,
      method: 'get',
      path: '/users',
      operationId: 'listUsers',
      summary: 'List users',
      access: 'users:read',
      query: userListQuery,
      responses: { 200: { description: 'A page of users.', schema: userPageSchema } },
      handle: users.list,
    }),
    endpoint({
      ...item,
      method: 'get',
      operationId: 'getUser',
      summary: 'Get a user',
      description: 'Others than oneself need the permission users:read.',
      access: 'authenticated',
      responses: { 200: user },
      handle: users.get,
    }),
    endpoint({
      ...item,
      method: 'patch',
      operationId: 'updateUser',
      summary: 'Change a user',
      description: 'Disabling somebody ends their sessions. Nobody demotes or disables themself.',
      access: 'admin',
      body: updateUserBody,
      responses: { 200: user },
      handle: users.update,
    }),
    endpoint({
      ...item,
      method: 'delete',
      operationId: 'deleteUser',
      summary: 'Delete a user',
      access: 'admin',
      responses: { 204: { description: 'They are gone.' } },
      handle: users.remove,
    }),
  ];
};
