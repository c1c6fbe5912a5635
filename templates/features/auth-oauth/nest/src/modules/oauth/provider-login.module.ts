import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { appConfig } from '../../config/app.config.js';
import type { Config } from '../../config/config.js';
import { LOGGER } from '../../platform/core/tokens.js';
import { Passwords } from '../auth/passwords.js';
import { AccountEvents } from '../users/account-events.js';
import { SessionRepository } from '../users/session.repository.js';
import { UserModule } from '../users/user.module.js';
import { UserRepository } from '../users/user.repository.js';
import { LinkedIdentityRepository } from './linked-identity.repository.js';
import { LinkedIdentityService } from './linked-identity.service.js';
import { LoginFlowRepository } from './login-flow.repository.js';
import { LoginFlows } from './login-flows.js';
import { ProviderLoginController } from './provider-login.controller.js';
import { ProviderLogins } from './provider-logins.js';
import { configuredProviders, Providers } from './providers.js';

@Module({
  imports: [UserModule],
  controllers: [ProviderLoginController],
  providers: [
    { provide: Providers, inject: [appConfig.KEY], useFactory: configuredProviders },
    {
      provide: LoginFlows,
      inject: [Providers, DataSource, appConfig.KEY, LOGGER],
      useFactory: createLoginFlows,
    },
    {
      provide: LinkedIdentityRepository,
      inject: [DataSource],
      useFactory: ({ manager }: DataSource) => new LinkedIdentityRepository(manager),
    },
    {
      provide: LinkedIdentityService,
      inject: [UserRepository, LoginFlows, LinkedIdentityRepository, AccountEvents, LOGGER],
      useFactory: createLinkedIdentityService,
    },
    {
      provide: ProviderLogins,
      inject: [
        UserRepository,
        SessionRepository,
        LoginFlows,
        LinkedIdentityRepository,
        AccountEvents,
        LOGGER,
      ],
      useFactory: createProviderLogins,
    },
  ],
  // For those that open sessions.
  exports: [ProviderLogins],
})
export class ProviderLoginModule {}

function createLoginFlows(
  providers: Providers,
  { manager }: DataSource,
  config: Config,
  logger: Logger,
): LoginFlows {
  return new LoginFlows(providers, { flows: new LoginFlowRepository(manager), config, logger });
}

function createLinkedIdentityService(
  users: UserRepository,
  flows: LoginFlows,
  identities: LinkedIdentityRepository,
  events: AccountEvents,
  logger: Logger,
): LinkedIdentityService {
  const passwords = new Passwords();
  return new LinkedIdentityService(users, { flows, identities, events, passwords, logger });
}

function createProviderLogins(
  users: UserRepository,
  sessions: SessionRepository,
  flows: LoginFlows,
  identities: LinkedIdentityRepository,
  events: AccountEvents,
  logger: Logger,
): ProviderLogins {
  const passwords = new Passwords();
  return new ProviderLogins(users, sessions, { flows, identities, events, passwords, logger });
}
