import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { FailedJobs } from './failed-jobs.js';
import { FailedJobController } from './failed-job.controller.js';

@Module({
  controllers: [FailedJobController],
  providers: [
    {
      provide: FailedJobs,
      inject: [DataSource],
      useFactory: ({ manager }: DataSource) => new FailedJobs(manager),
    },
  ],
})
export class FailedJobModule {}
