import pg from 'pg';
import type { DataSource } from 'typeorm';
import { AppError } from '../errors.js';
import { pendingMigrations } from './run-migrations.js';

const TIMEOUT_MS = 2_000;
const KEPT_MS = 30_000;
const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * Asks whether the database can be worked with. By a connection of its own: that requests have taken the whole pool says
 * nothing about the database, and whoever is taken out of service for it makes it worse for the others.
 */
export class DatabaseProbe {
  readonly #dataSource: DataSource;
  readonly #connection: pg.Pool;
  #isMigrated = false;

  constructor(dataSource: DataSource, onLost: () => void) {
    this.#dataSource = dataSource;
    const { options } = dataSource;
    this.#connection = new pg.Pool({
      ...options.extra,
      connectionString: 'url' in options ? options.url : undefined,
      max: 1,
      connectionTimeoutMillis: TIMEOUT_MS,
      statement_timeout: TIMEOUT_MS,
      query_timeout: TIMEOUT_MS,
      idleTimeoutMillis: KEPT_MS,
      allowExitOnIdle: true,
    });
    this.#connection.on('error', onLost);
  }

  /** Fails while the database does not answer, or has not had every migration. Once it has had them that is not asked again. */
  async ping(): Promise<void> {
    if (!this.#dataSource.isInitialized) throw new Error('The data source is closed.');
    if (this.#isMigrated) {
      await this.#connection.query('SELECT 1');
      return;
    }
    if (!(await this.#hasEveryMigration())) {
      throw new AppError('unavailable', 'The database lacks migrations.');
    }
    this.#isMigrated = true;
  }

  async #hasEveryMigration(): Promise<boolean> {
    const query = async (sql: string) => (await this.#connection.query<{ name: string }>(sql)).rows;
    try {
      return (await pendingMigrations(this.#dataSource, query)).length === 0;
    } catch (error) {
      // A role that may not look has to trust whoever runs the migrations.
      if (error instanceof pg.DatabaseError && error.code === INSUFFICIENT_PRIVILEGE) return true;
      throw error;
    }
  }
}
