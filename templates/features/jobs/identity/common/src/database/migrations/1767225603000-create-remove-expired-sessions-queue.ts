import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createQueue, dropQueue } from '../../platform/jobs/migrations.js';

export class CreateRemoveExpiredSessionsQueue1767225603000 implements MigrationInterface {
  name = 'CreateRemoveExpiredSessionsQueue1767225603000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await createQueue(queryRunner, 'remove-expired-sessions');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropQueue(queryRunner, 'remove-expired-sessions');
  }
}
