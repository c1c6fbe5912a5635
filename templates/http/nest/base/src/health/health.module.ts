import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Connection } from '../connection.js';
import { CONNECTIONS, WHY_NOT_READY } from '../core/tokens.js';
import { HealthController } from './health.controller.js';
import { whyNotReady } from './readiness.js';

@Module({
  controllers: [HealthController],
  providers: [
    {
      provide: WHY_NOT_READY,
      inject: [DataSource, CONNECTIONS],
      useFactory: (dataSource: DataSource, connections: readonly Connection[]) => () =>
        whyNotReady({ dataSource, connections }),
    },
  ],
})
export class HealthModule {}
