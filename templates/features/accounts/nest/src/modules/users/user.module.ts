import { Module } from '@nestjs/common';
import { getRepositoryToken, TypeOrmModule } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import { DataSource, type Repository } from 'typeorm';
import { LOGGER } from '../../platform/core/tokens.js';
import { Cursors } from '../../platform/paging/cursor.js';
import { AccountEvents } from './account-events.js';
import { AuthSession } from './session.entity.js';
import { SessionRepository } from './session.repository.js';
import { UserController } from './user.controller.js';
import { User } from './user.entity.js';
import { UserRepository } from './user.repository.js';
import { UserService } from './user.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([User, AuthSession])],
  controllers: [UserController],
  providers: [
    {
      provide: UserRepository,
      inject: [getRepositoryToken(User), Cursors],
      useFactory: (rows: Repository<User>, cursors: Cursors) => new UserRepository(rows, cursors),
    },
    {
      provide: SessionRepository,
      inject: [getRepositoryToken(AuthSession)],
      useFactory: (rows: Repository<AuthSession>) => new SessionRepository(rows),
    },
    {
      provide: AccountEvents,
      inject: [DataSource],
      useFactory: ({ manager }: DataSource) => new AccountEvents(manager),
    },
    {
      provide: UserService,
      inject: [UserRepository, SessionRepository, AccountEvents, LOGGER],
      useFactory: (
        users: UserRepository,
        sessions: SessionRepository,
        events: AccountEvents,
        logger: Logger,
      ) => new UserService(users, { sessions, events, logger }),
    },
  ],
  exports: [UserRepository, SessionRepository, AccountEvents],
})
export class UserModule {}
