import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { appConfig } from '../../config/app.config.js';
import type { Config } from '../../config/config.js';
import { LOGGER } from '../../platform/core/tokens.js';
import { AccountEvents } from '../users/account-events.js';
import { SessionRepository } from '../users/session.repository.js';
import { UserModule } from '../users/user.module.js';
import { UserRepository } from '../users/user.repository.js';
import { AccessTokens } from './access-tokens.js';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { Passwords } from './passwords.js';

@Module({
  imports: [UserModule],
  controllers: [AuthController],
  providers: [
    Passwords,
    {
      provide: AccessTokens,
      inject: [appConfig.KEY],
      useFactory: (config: Config) => new AccessTokens(config),
    },
    {
      provide: AuthService,
      inject: [
        UserRepository,
        SessionRepository,
        AccountEvents,
        appConfig.KEY,
        LOGGER,
        Passwords,
        AccessTokens,
      ],
      useFactory: createAuthService,
    },
  ],
  // For the guard that finds out who calls.
  exports: [AccessTokens],
})
export class AuthModule {}

function createAuthService(
  users: UserRepository,
  sessions: SessionRepository,
  events: AccountEvents,
  config: Config,
  logger: Logger,
  passwords: Passwords,
  accessTokens: AccessTokens,
): AuthService {
  return new AuthService(users, sessions, {
    config,
    logger,
    passwords,
    accessTokens,
    events,
  });
}
