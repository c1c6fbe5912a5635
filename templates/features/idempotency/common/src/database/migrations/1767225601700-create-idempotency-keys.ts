import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateIdempotencyKeys1767225601700 implements MigrationInterface {
  name = 'CreateIdempotencyKeys1767225601700';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "idempotency_keys" (
        "user_id" uuid NOT NULL,
        "key" character varying(200) NOT NULL,
        "fingerprint" character varying(43) NOT NULL,
        "status" smallint NOT NULL,
        "headers" json NOT NULL,
        "body" text NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("user_id", "key"),
        CONSTRAINT "idempotency_keys_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE
      )`);
    await queryRunner.query(
      `CREATE INDEX "idempotency_keys_created_at_idx" ON "idempotency_keys" ("created_at")`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "idempotency_keys"`);
  }
}
