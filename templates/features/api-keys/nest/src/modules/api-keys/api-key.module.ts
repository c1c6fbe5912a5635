import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { LOGGER } from '../../platform/core/tokens.js';
import { UserModule } from '../users/user.module.js';
import { UserRepository } from '../users/user.repository.js';
import { ApiKeyController } from './api-key.controller.js';
import { ApiKeyRepository } from './api-key.repository.js';
import { ApiKeyService } from './api-key.service.js';

@Module({
  imports: [UserModule],
  controllers: [ApiKeyController],
  providers: [
    {
      provide: ApiKeyService,
      inject: [UserRepository, DataSource, LOGGER],
      useFactory: (users: UserRepository, { manager }: DataSource, logger: Logger) =>
        new ApiKeyService(users, new ApiKeyRepository(manager), logger),
    },
  ],
})
export class ApiKeyModule {}
