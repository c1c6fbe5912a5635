import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { CONFIG, LOGGER } from '../platform/core/tokens.js';
import { createCursors } from '../platform/cursors.js';
import { Cursors } from '../platform/paging/cursor.js';
import { connectDatabase, type Database } from '../platform/database/connect.js';

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
    { provide: Cursors, inject: [CONFIG], useFactory: createCursors },
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
