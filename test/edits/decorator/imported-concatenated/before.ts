import { Module } from '@nestjs/common';
import { TagModule } from './tags/tag.module.js';

@Module({
  imports: base.concat([TagModule]),
})
export class AppModule {}
