import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource, EntityManager } from 'typeorm';
import { LOGGER } from '../../core/tokens.js';
import { Cursors } from '../../paging/cursor.js';
import { type Accounts, createAccounts } from './accounts.js';
import { SessionRepository } from './session.repository.js';
import { UserController } from './user.controller.js';
import { UserService } from './user.service.js';

export const ACCOUNTS = Symbol('Accounts');

@Module({
  controllers: [UserController],
  providers: [
    { provide: ACCOUNTS, inject: [DataSource, Cursors], useFactory: createAccounts },
    {
      provide: SessionRepository,
      inject: [EntityManager],
      useFactory: (manager: EntityManager) => new SessionRepository(manager),
    },
    {
      provide: UserService,
      inject: [ACCOUNTS, LOGGER],
      useFactory: (accounts: Accounts, logger: Logger) => new UserService(accounts, logger),
    },
  ],
  exports: [ACCOUNTS, SessionRepository],
})
export class UserModule {}
