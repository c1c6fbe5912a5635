import { Module } from '@nestjs/common';
import { TagModule } from './tags/tag.module.js';
import { ReviewModule } from './reviews/review.module.js';

const parts = [
  TagModule,
  ReviewModule,
];

@Module({
  imports: parts,
})
export class AppModule {}
