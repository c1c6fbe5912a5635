import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { LOGGER } from '../../core/tokens.js';
import { Cursors } from '../../paging/cursor.js';
import { type Accounts, createAccounts } from './accounts.js';
import { AuthSession } from './session.entity.js';
import { SessionRepository } from './session.repository.js';
import { UserController } from './user.controller.js';
import { User } from './user.entity.js';
import { UserRepository } from './user.repository.js';
import { UserService } from './user.service.js';

export const ACCOUNTS = Symbol('Accounts');

@Module({
  imports: [TypeOrmModule.forFeature([User, AuthSession])],
  controllers: [UserController],
  providers: [
    UserRepository,
    SessionRepository,
    { provide: ACCOUNTS, inject: [DataSource, Cursors], useFactory: createAccounts },
    {
      provide: UserService,
      inject: [ACCOUNTS, LOGGER],
      useFactory: (accounts: Accounts, logger: Logger) => new UserService(accounts, logger),
    },
  ],
  exports: [ACCOUNTS, UserRepository, SessionRepository],
})
export class UserModule {}
