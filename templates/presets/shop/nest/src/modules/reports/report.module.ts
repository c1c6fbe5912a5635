import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ReportController } from './report.controller.js';
import { Reports } from './reports.js';

@Module({
  controllers: [ReportController],
  providers: [
    {
      provide: Reports,
      inject: [DataSource],
      useFactory: ({ manager }: DataSource) => new Reports(manager),
    },
  ],
})
export class ReportModule {}
