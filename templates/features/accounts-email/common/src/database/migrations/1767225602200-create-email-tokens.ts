import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateEmailTokens1767225602200 implements MigrationInterface {
  name = 'CreateEmailTokens1767225602200';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "email_tokens" (
        "user_id" uuid NOT NULL,
        "purpose" character varying(10) NOT NULL,
        "email" character varying(254) NOT NULL,
        "password_mark" character varying(43) NOT NULL,
        "token_hash" character varying(43),
        "expires_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        CONSTRAINT "email_tokens_pkey" PRIMARY KEY ("user_id", "purpose"),
        CONSTRAINT "email_tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE
      )`);
    await queryRunner.query(`
      CREATE TABLE "known_addresses" (
        "id" uuid NOT NULL DEFAULT gen_random_uuid(),
        "user_id" uuid NOT NULL,
        "email" character varying(254) NOT NULL,
        "verified_at" TIMESTAMP(3) WITH TIME ZONE,
        "replaced_at" TIMESTAMP(3) WITH TIME ZONE,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        CONSTRAINT "known_addresses_pkey" PRIMARY KEY ("id"),
        CONSTRAINT "known_addresses_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE
      )`);
    await queryRunner.query(
      `CREATE INDEX "known_addresses_user_id_idx" ON "known_addresses" ("user_id")`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "known_addresses"`);
    await queryRunner.query(`DROP TABLE "email_tokens"`);
  }
}
