import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { VisitController } from './visit.controller.js';
import { Visit } from './visit.entity.js';
import { VisitRepository } from './visit.repository.js';
import { VisitService } from './visit.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Visit])],
  controllers: [VisitController],
  providers: [VisitRepository, VisitService],
})
export class VisitModule {}
