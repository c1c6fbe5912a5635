import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Config } from '../config/config.js';
import type { Connection } from './connection.js';
import type { LimitStore } from './http/limit-store.js';
import type { Cursors } from './paging/cursor.js';

/** What every module is built from. */
export interface AppContext {
  readonly config: Config;
  readonly dataSource: DataSource;
  readonly logger: Logger;
  readonly cursors: Cursors;
  readonly connections: readonly Connection[];
  /** Where request counters are kept when this process is one of several; without it, in memory. */
  readonly rateLimitStore?: LimitStore;
}

/** Puts example rows in, unless they are there, and says what is worth knowing about them, line by line. */
export type Seed = (context: AppContext) => Promise<readonly string[]>;
