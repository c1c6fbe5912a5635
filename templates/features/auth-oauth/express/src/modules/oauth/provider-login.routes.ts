import { endpoint } from '../../platform/http/endpoint.js';
import type { Module } from '../../platform/module.js';
import { byActor } from '../auth/attempt-keys.js';
import { Passwords } from '../auth/passwords.js';
import { throttle } from '../auth/throttle.js';
import { AccountEvents } from '../users/account-events.js';
import { User } from '../users/user.entity.js';
import { UserRepository } from '../users/user.repository.js';
import { LinkedIdentityRepository } from './linked-identity.repository.js';
import { LinkedIdentityService } from './linked-identity.service.js';
import { LoginFlowRepository } from './login-flow.repository.js';
import { LoginFlows } from './login-flows.js';
import { byAddress } from './provider-attempts.js';
import { ProviderLoginController } from './provider-login.controller.js';
import {
  identityListSchema,
  linkBody,
  linkedIdentitySchema,
  providerListSchema,
  providerParams,
  startedFlowSchema,
  unlinkBody,
} from './provider-login.schema.js';
import { configuredProviders } from './providers.js';

export const providerLoginModule: Module = (context) => {
  const { config, cursors, dataSource, logger } = context;
  const { manager } = dataSource;
  const providers = configuredProviders(config);
  const flows = new LoginFlows(providers, {
    flows: new LoginFlowRepository(manager),
    config,
    logger,
  });
  const users = new UserRepository(dataSource.getRepository(User), cursors);
  const controller = new ProviderLoginController({
    providers,
    flows,
    identities: new LinkedIdentityService(users, {
      flows,
      identities: new LinkedIdentityRepository(manager),
      events: new AccountEvents(manager),
      passwords: new Passwords(),
      logger,
    }),
  });
  const tag = 'Sign-in with a provider';
  const started = { description: 'Where to go.', schema: startedFlowSchema };
  const down = { description: 'The provider does not answer.' };

  return [
    endpoint({
      tag,
      method: 'get',
      path: '/auth/providers',
      operationId: 'listProviders',
      summary: 'List the providers that people can sign in with',
      access: 'public',
      responses: { 200: { description: 'The providers.', schema: providerListSchema } },
      handle: controller.providers,
    }),
    endpoint({
      tag,
      method: 'post',
      path: '/auth/providers/:provider/start',
      operationId: 'startProviderLogin',
      summary: 'Begin to sign in with a provider',
      access: 'public',
      before: throttle(context, 'startProviderLogin', byAddress),
      params: providerParams,
      responses: { 200: started, 503: down },
      handle: controller.start,
    }),
    endpoint({
      tag,
      method: 'get',
      path: '/auth/identities',
      operationId: 'listIdentities',
      summary: 'List the providers that the account of the caller is linked to',
      access: 'authenticated',
      responses: { 200: { description: 'Those linked.', schema: identityListSchema } },
      handle: controller.identities,
    }),
    endpoint({
      tag,
      method: 'post',
      path: '/auth/identities/:provider/start',
      operationId: 'startIdentity',
      summary: 'Begin to link a provider to the account of the caller',
      access: 'authenticated',
      before: throttle(context, 'startIdentity', byActor),
      params: providerParams,
      responses: { 200: started, 503: down },
      handle: controller.startLink,
    }),
    endpoint({
      tag,
      method: 'post',
      path: '/auth/identities/:provider',
      operationId: 'linkIdentity',
      summary: 'Link the provider that the caller comes back from',
      access: 'authenticated',
      before: throttle(context, 'linkIdentity', byActor),
      params: providerParams,
      body: linkBody,
      responses: {
        201: { description: 'It is linked.', schema: linkedIdentitySchema },
        409: { description: 'It is linked already, or to another account.' },
        503: down,
      },
      handle: controller.link,
    }),
    endpoint({
      tag,
      method: 'post',
      path: '/auth/identities/:provider/unlink',
      operationId: 'unlinkIdentity',
      summary: 'Unlink a provider',
      description: 'The last one goes only with the current password: nobody locks themselves out.',
      access: 'authenticated',
      before: throttle(context, 'unlinkIdentity', byActor),
      params: providerParams,
      body: unlinkBody,
      responses: {
        204: { description: 'It is unlinked.' },
        409: { description: 'It is the only way to sign in.' },
      },
      handle: controller.unlink,
    }),
  ];
};
