import { parts } from './parts.js';
import { Module } from '@nestjs/common';
import { TagModule } from './tags/tag.module.js';

@Module({
  imports: parts,
})
export class AppModule {}
