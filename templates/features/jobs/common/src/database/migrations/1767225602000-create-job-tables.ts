import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createJobTables, dropJobTables } from '../../platform/jobs/migrations.js';

export class CreateJobTables1767225602000 implements MigrationInterface {
  name = 'CreateJobTables1767225602000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await createJobTables(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropJobTables(queryRunner);
  }
}
