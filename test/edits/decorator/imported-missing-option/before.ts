import { Module } from '@nestjs/common';
import { TagModule } from './tags/tag.module.js';

@Module({
  providers: [TagModule],
})
export class AppModule {}
