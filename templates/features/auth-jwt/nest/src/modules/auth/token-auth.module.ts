import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { appConfig } from '../../config/app.config.js';
import type { Config } from '../../config/config.js';
import { LOGGER } from '../../platform/core/tokens.js';
import { SessionRepository } from '../users/session.repository.js';
import { UserModule } from '../users/user.module.js';
import { UserRepository } from '../users/user.repository.js';
import { AccessTokens } from './access-tokens.js';
import { AuthModule } from './auth.module.js';
import { Logins } from './logins.js';
import { TokenAuthController } from './token-auth.controller.js';
import { TokenAuthService } from './token-auth.service.js';

@Module({
  imports: [AuthModule, UserModule],
  controllers: [TokenAuthController],
  providers: [
    {
      provide: TokenAuthService,
      inject: [UserRepository, SessionRepository, appConfig.KEY, LOGGER, Logins],
      useFactory: createTokenAuthService,
    },
  ],
})
export class TokenAuthModule {}

function createTokenAuthService(
  users: UserRepository,
  sessions: SessionRepository,
  config: Config,
  logger: Logger,
  logins: Logins,
): TokenAuthService {
  const accessTokens = new AccessTokens(config);
  return new TokenAuthService(users, sessions, { config, logger, logins, accessTokens });
}
