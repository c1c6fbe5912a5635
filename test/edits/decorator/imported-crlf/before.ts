import { Module } from '@nestjs/common';
import { TagModule } from './tags/tag.module.js';

@Module({
  imports: [
    TagModule,
  ],
})
export class AppModule {}
