import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { appConfig } from '../../config/app.config.js';
import type { Config } from '../../config/config.js';
import { LOGGER } from '../../platform/core/tokens.js';
import { AccessTokens } from '../auth/access-tokens.js';
import { TokenAuthService } from '../auth/token-auth.service.js';
import { SessionRepository } from '../users/session.repository.js';
import { UserModule } from '../users/user.module.js';
import { UserRepository } from '../users/user.repository.js';
import { ProviderLoginModule } from './provider-login.module.js';
import { ProviderLogins, type ProviderProof } from './provider-logins.js';
import { ProviderTokensController } from './provider-tokens.controller.js';
import { PROVIDER_TOKENS } from './provider-tokens.js';

@Module({
  imports: [ProviderLoginModule, UserModule],
  controllers: [ProviderTokensController],
  providers: [
    {
      provide: PROVIDER_TOKENS,
      inject: [UserRepository, SessionRepository, appConfig.KEY, LOGGER, ProviderLogins],
      useFactory: createProviderTokens,
    },
  ],
})
export class ProviderTokensModule {}

function createProviderTokens(
  users: UserRepository,
  sessions: SessionRepository,
  config: Config,
  logger: Logger,
  logins: ProviderLogins,
): TokenAuthService<ProviderProof> {
  const accessTokens = new AccessTokens(config);
  return new TokenAuthService(users, sessions, { config, logger, logins, accessTokens });
}
