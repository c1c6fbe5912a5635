import { endpoint } from '../../platform/http/endpoint.js';
import { idParams } from '../../platform/http/schemas.js';
import type { Module } from '../../platform/module.js';
import { byActor } from '../auth/attempt-keys.js';
import { throttle } from '../auth/throttle.js';
import { User } from '../users/user.entity.js';
import { UserRepository } from '../users/user.repository.js';
import { ApiKeyController } from './api-key.controller.js';
import { ApiKeyRepository } from './api-key.repository.js';
import { apiKeysSchema, createApiKeyBody, newApiKeySchema } from './api-key.schema.js';
import { ApiKeyService } from './api-key.service.js';

export const apiKeyModule: Module = (context) => {
  const { cursors, dataSource, logger } = context;
  const users = new UserRepository(dataSource.getRepository(User), cursors);
  const keys = new ApiKeyController(
    new ApiKeyService(users, new ApiKeyRepository(dataSource.manager), logger),
  );
  const tag = 'API keys';

  return [
    endpoint({
      tag,
      method: 'get',
      path: '/auth/api-keys',
      operationId: 'listApiKeys',
      summary: 'List the keys of the caller',
      access: 'authenticated',
      responses: { 200: { description: 'Those that are not revoked.', schema: apiKeysSchema } },
      handle: keys.list,
    }),
    endpoint({
      tag,
      method: 'post',
      path: '/auth/api-keys',
      operationId: 'createApiKey',
      summary: 'Create a key',
      description:
        'The answer alone has the key, which is sent as a bearer token. It acts for its user within its scopes, and opens nothing that has no scope, such as this.',
      access: 'authenticated',
      before: throttle(context, 'createApiKey', byActor),
      body: createApiKeyBody,
      responses: { 201: { description: 'The key.', schema: newApiKeySchema } },
      handle: keys.create,
    }),
    endpoint({
      tag,
      method: 'delete',
      path: '/auth/api-keys/:id',
      operationId: 'revokeApiKey',
      summary: 'Revoke a key',
      access: 'authenticated',
      params: idParams,
      responses: { 204: { description: 'It is of no use any more.' } },
      handle: keys.revoke,
    }),
  ];
};
