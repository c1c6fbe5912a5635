import type PgBoss from 'pg-boss';
import type { EntityManager } from 'typeorm';
import type { Job } from './job.js';

/** The schema of the database that holds queues and jobs. */
export const SCHEMA = 'pgboss';

/** Between the end of an attempt's time and the moment when it counts as lost with its process. */
const LOST_AFTER_SECONDS = 5;
const DAY = 86_400;

/**
 * Nothing is kept for longer than a week: done jobs for about a day, failed ones for a week, and what nobody has fetched for a week is
 * given up.
 */
export const settings = {
  schema: SCHEMA,
  // Migrations do that.
  migrate: false,
  retentionDays: 7,
  archiveCompletedAfterSeconds: 3_600,
  archiveFailedAfterSeconds: 6 * DAY,
  deleteAfterDays: 1,
  // How soon a job is noticed whose process has died.
  maintenanceIntervalSeconds: 5,
} as const;

/** How pg-boss is told of a job: with each one, so that a queue knows nothing that could be out of date. */
export const optionsOf = ({ retries, backoffSeconds, timeoutSeconds }: Job) => ({
  retryLimit: retries,
  retryDelay: backoffSeconds,
  retryBackoff: true,
  expireInSeconds: timeoutSeconds + LOST_AFTER_SECONDS,
});

/** What pg-boss says to the database, as a part of what this manager does. */
export const statementsOf = (manager: Pick<EntityManager, 'query'>): PgBoss.Db => ({
  executeSql: async (text, values) => ({ rows: await manager.query(text, values) }),
});
