import { Global, Module } from '@nestjs/common';
import { Jobs } from '../jobs/jobs.js';
import { Mail } from './mail.js';

/** Every class may ask for `Mail`, to have a message sent. */
@Global()
@Module({
  providers: [{ provide: Mail, inject: [Jobs], useFactory: (jobs: Jobs) => new Mail(jobs) }],
  exports: [Mail],
})
export class MailModule {}
