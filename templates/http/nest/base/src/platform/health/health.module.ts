import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Connection } from '../connection.js';
import { CONNECTIONS } from '../core/tokens.js';
import { HealthController } from './health.controller.js';
import { Readiness } from './readiness.js';

@Module({
  controllers: [HealthController],
  providers: [
    {
      provide: Readiness,
      inject: [DataSource, CONNECTIONS],
      useFactory: (dataSource: DataSource, connections: readonly Connection[]) =>
        new Readiness({ dataSource, connections }),
    },
  ],
})
export class HealthModule {}
