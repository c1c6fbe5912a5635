import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSessionCookies1767225601500 implements MigrationInterface {
  name = 'CreateSessionCookies1767225601500';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "session_cookies" (
        "hash" character varying(43) NOT NULL,
        "session_id" uuid NOT NULL,
        CONSTRAINT "session_cookies_pkey" PRIMARY KEY ("hash"),
        CONSTRAINT "session_cookies_session_id_key" UNIQUE ("session_id"),
        CONSTRAINT "session_cookies_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "auth_sessions" ("id") ON DELETE CASCADE
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "session_cookies"`);
  }
}
