import { Global, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Jobs } from './jobs.js';

/** Every class may ask for `Jobs`, to add one. */
@Global()
@Module({
  providers: [
    {
      provide: Jobs,
      inject: [DataSource],
      useFactory: ({ manager }: DataSource) => new Jobs(manager),
    },
  ],
  exports: [Jobs],
})
export class JobsModule {}
