import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Config } from '../../config/config.js';
import { CONFIG, LOGGER } from '../../core/tokens.js';
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
      inject: [CONFIG],
      useFactory: (config: Config) => new AccessTokens(config),
    },
    {
      provide: AuthService,
      inject: [ACCOUNTS, CONFIG, LOGGER, Passwords, AccessTokens],
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
