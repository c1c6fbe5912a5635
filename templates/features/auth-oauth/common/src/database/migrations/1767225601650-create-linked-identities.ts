import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateLinkedIdentities1767225601650 implements MigrationInterface {
  name = 'CreateLinkedIdentities1767225601650';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "linked_identities" (
        "id" uuid NOT NULL DEFAULT gen_random_uuid(),
        "user_id" uuid NOT NULL,
        "provider" character varying(20) NOT NULL,
        "subject" character varying(255) NOT NULL,
        "email" character varying(254),
        "last_used_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        CONSTRAINT "linked_identities_pkey" PRIMARY KEY ("id"),
        CONSTRAINT "linked_identities_provider_subject_key" UNIQUE ("provider", "subject"),
        CONSTRAINT "linked_identities_user_id_provider_key" UNIQUE ("user_id", "provider"),
        CONSTRAINT "linked_identities_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE
      )`);
    await queryRunner.query(`
      CREATE TABLE "login_flows" (
        "hash" character varying(43) NOT NULL,
        "provider" character varying(20) NOT NULL,
        "user_id" uuid,
        "state" character varying(43) NOT NULL,
        "nonce" character varying(43) NOT NULL,
        "verifier" character varying(43) NOT NULL,
        "expires_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        CONSTRAINT "login_flows_pkey" PRIMARY KEY ("hash"),
        CONSTRAINT "login_flows_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE
      )`);
    await queryRunner.query(`CREATE INDEX "login_flows_user_id_idx" ON "login_flows" ("user_id")`);
    await queryRunner.query(
      `CREATE INDEX "login_flows_expires_at_idx" ON "login_flows" ("expires_at")`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "login_flows"`);
    await queryRunner.query(`DROP TABLE "linked_identities"`);
  }
}
