import { Module } from '@nestjs/common';
import { TagModule } from './tags/tag.module.js';

const parts = [
  TagModule,
];

@Module({
  imports: [...parts],
})
export class AppModule {}
