import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateUsers1767225600000 implements MigrationInterface {
  name = 'CreateUsers1767225600000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "users" (
        "id" uuid NOT NULL DEFAULT gen_random_uuid(),
        "email" character varying(254) NOT NULL,
        "name" character varying(100) NOT NULL,
        "password_hash" character varying(255) NOT NULL,
        "role" character varying(10) NOT NULL DEFAULT 'user',
        "disabled" boolean NOT NULL DEFAULT false,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        CONSTRAINT "users_role_check" CHECK ("role" IN ('user', 'admin')),
        CONSTRAINT "users_pkey" PRIMARY KEY ("id")
      )`);
    await queryRunner.query(`CREATE UNIQUE INDEX "users_email_key" ON "users" (lower("email"))`);
    for (const column of ['created_at', 'updated_at', 'name']) {
      await queryRunner.query(
        `CREATE INDEX "users_${column}_id_idx" ON "users" ("${column}", "id")`,
      );
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "users"`);
  }
}
