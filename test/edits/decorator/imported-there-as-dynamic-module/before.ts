import { Module } from '@nestjs/common';
import { TagModule } from './tags/tag.module.js';
import { ReviewModule } from './reviews/review.module.js';

@Module({
  imports: [TagModule, ReviewModule.forRoot({ stars: 5 })],
})
export class AppModule {}
