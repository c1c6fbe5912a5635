import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { appConfig } from '../../config/app.config.js';
import type { Config } from '../../config/config.js';
import { LOGGER } from '../../core/tokens.js';
import type { Accounts } from '../users/accounts.js';
import { ACCOUNTS, UserModule } from '../users/user.module.js';
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
      inject: [ACCOUNTS, appConfig.KEY, LOGGER, Passwords, AccessTokens],
      useFactory: createAuthService,
    },
  ],
  // For the guard that finds out who calls.
  exports: [AccessTokens],
})
export class AuthModule {}

function createAuthService(
  accounts: Accounts,
  config: Config,
  logger: Logger,
  passwords: Passwords,
  accessTokens: AccessTokens,
): AuthService {
  return new AuthService(accounts, { config, logger, passwords, accessTokens });
}
