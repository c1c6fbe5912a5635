import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { EntityManager } from 'typeorm';
import { LOGGER } from '../../platform/core/tokens.js';
import { Cursors } from '../../platform/paging/cursor.js';
import { SessionRepository } from './session.repository.js';
import { UserController } from './user.controller.js';
import { UserRepository } from './user.repository.js';
import { UserService } from './user.service.js';

@Module({
  controllers: [UserController],
  providers: [
    {
      provide: UserRepository,
      inject: [EntityManager, Cursors],
      useFactory: (manager: EntityManager, cursors: Cursors) =>
        new UserRepository(manager, cursors),
    },
    {
      provide: SessionRepository,
      inject: [EntityManager],
      useFactory: (manager: EntityManager) => new SessionRepository(manager),
    },
    {
      provide: UserService,
      inject: [UserRepository, SessionRepository, LOGGER],
      useFactory: (users: UserRepository, sessions: SessionRepository, logger: Logger) =>
        new UserService(users, sessions, logger),
    },
  ],
  exports: [UserRepository, SessionRepository],
})
export class UserModule {}
