import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from '../../platform/core/tokens.js';
import { AccountEvents } from '../users/account-events.js';
import { SessionRepository } from '../users/session.repository.js';
import { UserModule } from '../users/user.module.js';
import { UserRepository } from '../users/user.repository.js';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { Logins } from './logins.js';
import { Passwords } from './passwords.js';

@Module({
  imports: [UserModule],
  controllers: [AuthController],
  providers: [
    { provide: Passwords, useFactory: () => new Passwords() },
    {
      provide: Logins,
      inject: [UserRepository, SessionRepository, LOGGER, Passwords],
      useFactory: createLogins,
    },
    {
      provide: AuthService,
      inject: [UserRepository, SessionRepository, AccountEvents, LOGGER, Passwords],
      useFactory: createAuthService,
    },
  ],
  // For those that open sessions.
  exports: [Logins],
})
export class AuthModule {}

function createLogins(
  users: UserRepository,
  sessions: SessionRepository,
  logger: Logger,
  passwords: Passwords,
): Logins {
  return new Logins(users, sessions, { logger, passwords });
}

function createAuthService(
  users: UserRepository,
  sessions: SessionRepository,
  events: AccountEvents,
  logger: Logger,
  passwords: Passwords,
): AuthService {
  return new AuthService(users, sessions, { logger, passwords, events });
}
