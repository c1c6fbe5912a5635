import { Module } from '@nestjs/common';
import { TagModule } from './tags/tag.module.js';
import { ReviewModule } from '@acme/reviews';

@Module({
  imports: [
    TagModule,
  ],
})
export class AppModule {}
