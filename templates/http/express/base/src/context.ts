import type { Store } from 'express-rate-limit';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Config } from './config/config.js';
import type { Cursors } from './paging/cursor.js';

/** What every module is built from. */
export interface AppContext {
  readonly config: Config;
  readonly dataSource: DataSource;
  readonly logger: Logger;
  readonly cursors: Cursors;
  /** Where request counters are kept when this process is one of several; each limiter asks for a store of its own name. */
  readonly rateLimitStore?: (name: string) => Store;
}
