import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateVisits1795341602000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE TABLE "visits" (
  "id" uuid NOT NULL DEFAULT gen_random_uuid(),
  "page" varchar(200) NOT NULL,
  "at" timestamptz(3) NOT NULL DEFAULT now(),
  "article_id" uuid NOT NULL,
  "user_id" uuid NOT NULL,
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "visits_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "visits_user_id_article_id_key" UNIQUE ("user_id", "article_id"),
  CONSTRAINT "visits_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "articles" ("id") ON DELETE CASCADE,
  CONSTRAINT "visits_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE RESTRICT
)`);
    await queryRunner.query(
      `CREATE INDEX "visits_created_at_id_idx" ON "visits" ("created_at", "id")`,
    );
    await queryRunner.query(
      `CREATE INDEX "visits_updated_at_id_idx" ON "visits" ("updated_at", "id")`,
    );
    await queryRunner.query(`CREATE INDEX "visits_page_id_idx" ON "visits" ("page", "id")`);
    await queryRunner.query(`CREATE INDEX "visits_at_id_idx" ON "visits" ("at", "id")`);
    await queryRunner.query(`CREATE INDEX "visits_article_id_idx" ON "visits" ("article_id")`);
    await queryRunner.query(`CREATE INDEX "visits_user_id_idx" ON "visits" ("user_id")`);
    await queryRunner.query(
      `CREATE INDEX "visits_article_id_at_idx" ON "visits" ("article_id", "at")`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "visits"`);
  }
}
