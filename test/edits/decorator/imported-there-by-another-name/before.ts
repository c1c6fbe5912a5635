import { Module } from '@nestjs/common';
import { TagModule } from './tags/tag.module.js';
import { ReviewModule as Reviews } from './reviews/review.module.js';

@Module({
  imports: [TagModule, Reviews],
})
export class AppModule {}
