import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createQueue, dropQueue } from '../../platform/jobs/migrations.js';

export class CreateSendMailQueue1767225602100 implements MigrationInterface {
  name = 'CreateSendMailQueue1767225602100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await createQueue(queryRunner, 'send-mail');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropQueue(queryRunner, 'send-mail');
  }
}
