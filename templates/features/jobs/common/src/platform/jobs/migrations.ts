import PgBoss from 'pg-boss';
import type { QueryRunner } from 'typeorm';
import { SCHEMA } from './boss.js';

/** The queue in which pg-boss hands on what a schedule starts. */
const SCHEDULED = '__pgboss__send-it';

/**
 * The tables of pg-boss, as its installed version wants them. Where an update wants others, a migration of its own runs
 * `PgBoss.getMigrationPlans` on databases whose `pgboss.version` is older.
 */
export async function createJobTables(runner: QueryRunner): Promise<void> {
  await runner.query(withoutTransaction(PgBoss.getConstructionPlans(SCHEMA)));
  await runner.query(`SELECT ${SCHEMA}.create_queue($1, '{}')`, [SCHEDULED]);
}

export async function dropJobTables(runner: QueryRunner): Promise<void> {
  await runner.query(`DROP SCHEMA ${SCHEMA} CASCADE`);
}

/** Of the policy `short` at most one job waits with the same key. */
export async function createQueue(runner: QueryRunner, name: string): Promise<void> {
  await runner.query(`SELECT ${SCHEMA}.create_queue($1, '{"policy":"short"}')`, [name]);
}

/** With the jobs in it, and its schedule. */
export async function dropQueue(runner: QueryRunner, name: string): Promise<void> {
  await runner.query(`DELETE FROM ${SCHEMA}.job WHERE name = $1`, [name]);
  await runner.query(`SELECT ${SCHEMA}.delete_queue($1)`, [name]);
}

/** A migration has its own. */
function withoutTransaction(sql: string): string {
  return sql.replace(/^\s*BEGIN;/, '').replace(/COMMIT;\s*$/, '');
}
