import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { DataSource } from 'typeorm';
import type { Connection } from '../connection.js';
import { CONNECTIONS } from '../core/tokens.js';
import { HealthController } from './health.controller.js';
import { ReadinessIndicator } from './readiness.indicator.js';
import { Readiness } from './readiness.js';

@Module({
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController],
  providers: [
    ReadinessIndicator,
    {
      provide: Readiness,
      inject: [DataSource, CONNECTIONS],
      useFactory: (dataSource: DataSource, connections: readonly Connection[]) =>
        new Readiness({ dataSource, connections }),
    },
  ],
})
export class HealthModule {}
