import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource, EntityManager } from 'typeorm';
import { createContext } from '../boot.js';
import type { Config } from '../config/config.js';
import { CONFIG, LOGGER } from '../core/tokens.js';
import { Cursors } from '../paging/cursor.js';
import { connectDatabase, type Database } from './connect.js';

export const DATABASE = Symbol('Database');

/** The data source, and what is asked of it, for every module. */
@Global()
@Module({
  providers: [
    { provide: DATABASE, inject: [CONFIG, LOGGER], useFactory: connectDatabase },
    {
      provide: DataSource,
      inject: [DATABASE],
      useFactory: (database: Database) => database.dataSource,
    },
    {
      provide: EntityManager,
      inject: [DataSource],
      useFactory: ({ manager }: DataSource) => manager,
    },
    { provide: Cursors, inject: [CONFIG, DataSource, LOGGER], useFactory: cursorsOf },
  ],
  exports: [DATABASE, DataSource, EntityManager, Cursors],
})
export class DatabaseModule implements OnApplicationShutdown {
  readonly #database: Database;

  constructor(@Inject(DATABASE) database: Database) {
    this.#database = database;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#database.close();
  }
}

function cursorsOf(config: Config, dataSource: DataSource, logger: Logger): Cursors {
  return createContext(config, dataSource, logger).cursors;
}
