import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateTickets1795341603000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE TABLE "tickets" (
  "id" uuid NOT NULL DEFAULT gen_random_uuid(),
  "subject" varchar(200) NOT NULL,
  "reference" varchar(20) NOT NULL,
  "status" varchar(6) NOT NULL DEFAULT 'open',
  "user_id" uuid NOT NULL,
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "tickets_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "tickets_status_check" CHECK ("status" IN ('open', 'paid', 'closed')),
  CONSTRAINT "tickets_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE RESTRICT
)`);
    await queryRunner.query(`CREATE INDEX "tickets_user_id_idx" ON "tickets" ("user_id")`);
    await queryRunner.query(
      `CREATE UNIQUE INDEX "tickets_reference_key" ON "tickets" (lower("reference"))`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "tickets"`);
  }
}
