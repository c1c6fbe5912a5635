import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateArticles1795341601000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE TABLE "articles" (
  "id" uuid NOT NULL DEFAULT gen_random_uuid(),
  "title" varchar(200) NOT NULL,
  "slug" varchar(255) NOT NULL,
  "published" boolean NOT NULL DEFAULT false,
  "author_id" uuid NOT NULL,
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "articles_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "articles_slug_key" UNIQUE ("slug"),
  CONSTRAINT "articles_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users" ("id") ON DELETE CASCADE
)`);
    await queryRunner.query(
      `CREATE INDEX "articles_created_at_id_idx" ON "articles" ("created_at", "id")`,
    );
    await queryRunner.query(
      `CREATE INDEX "articles_updated_at_id_idx" ON "articles" ("updated_at", "id")`,
    );
    await queryRunner.query(`CREATE INDEX "articles_title_id_idx" ON "articles" ("title", "id")`);
    await queryRunner.query(`CREATE INDEX "articles_author_id_idx" ON "articles" ("author_id")`);
    await queryRunner.query(
      `CREATE UNIQUE INDEX "articles_author_id_title_key" ON "articles" ("author_id", lower("title"))`,
    );
    await queryRunner.query(`CREATE TABLE "article_tags" (
  "article_id" uuid NOT NULL,
  "tag_id" uuid NOT NULL,
  CONSTRAINT "article_tags_pkey" PRIMARY KEY ("article_id", "tag_id"),
  CONSTRAINT "article_tags_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "articles" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "article_tags_tag_id_fkey" FOREIGN KEY ("tag_id") REFERENCES "tags" ("id") ON DELETE CASCADE ON UPDATE CASCADE
)`);
    await queryRunner.query(
      `CREATE INDEX "article_tags_article_id_idx" ON "article_tags" ("article_id")`,
    );
    await queryRunner.query(`CREATE INDEX "article_tags_tag_id_idx" ON "article_tags" ("tag_id")`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "article_tags"`);
    await queryRunner.query(`DROP TABLE "articles"`);
  }
}
