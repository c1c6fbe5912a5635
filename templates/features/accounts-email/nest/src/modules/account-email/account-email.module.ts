import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { LOGGER } from '../../platform/core/tokens.js';
import { Mail } from '../../platform/mail/mail.js';
import { Passwords } from '../auth/passwords.js';
import { AccountEvents } from '../users/account-events.js';
import { SessionRepository } from '../users/session.repository.js';
import { UserModule } from '../users/user.module.js';
import { UserRepository } from '../users/user.repository.js';
import { AccountEmailController } from './account-email.controller.js';
import { AccountEmailService } from './account-email.service.js';
import { EmailTokenRepository } from './email-token.repository.js';
import { KnownAddressRepository } from './known-address.repository.js';

@Module({
  imports: [UserModule],
  controllers: [AccountEmailController],
  providers: [
    {
      provide: AccountEmailService,
      inject: [UserRepository, SessionRepository, DataSource, Mail, AccountEvents, LOGGER],
      useFactory: createService,
    },
  ],
})
export class AccountEmailModule {}

function createService(
  users: UserRepository,
  sessions: SessionRepository,
  { manager }: DataSource,
  mail: Mail,
  events: AccountEvents,
  logger: Logger,
): AccountEmailService {
  const tokens = new EmailTokenRepository(manager);
  const addresses = new KnownAddressRepository(manager);
  const passwords = new Passwords();
  const options = { sessions, tokens, addresses, mail, events, passwords, logger };
  return new AccountEmailService(users, options);
}
