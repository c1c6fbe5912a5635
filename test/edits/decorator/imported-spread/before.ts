import { Module } from '@nestjs/common';
import { TagModule } from './tags/tag.module.js';

@Module({
  imports: [
    ...base,
    process.env.PLAIN ? TagModule : BareModule,
  ],
})
export class AppModule {}
