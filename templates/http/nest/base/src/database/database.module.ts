import {
  Global,
  Inject,
  Module,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { TypeOrmModule, type TypeOrmModuleOptions } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { appConfig } from '../config/app.config.js';
import type { Config } from '../config/config.js';
import { LOGGER } from '../core/tokens.js';
import { createCursors } from '../cursors.js';
import { Cursors } from '../paging/cursor.js';
import { type DatabaseServer, openServer } from './connect.js';
import { createDataSource } from './data-source.js';
import { learnTables } from './fields.js';
import { openListConnections } from './list-connections.js';
import { migrateUp } from './run-migrations.js';

export const DATABASE_SERVER = Symbol('DatabaseServer');

/** The data source, for every module: `TypeOrmModule.forFeature` and `@InjectRepository` take their repositories from it. */
@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [DATABASE_SERVER, appConfig.KEY],
      useFactory: connectionTo,
    }),
  ],
  providers: [
    { provide: DATABASE_SERVER, inject: [appConfig.KEY, LOGGER], useFactory: openServer },
    { provide: Cursors, inject: [appConfig.KEY], useFactory: createCursors },
  ],
  exports: [DATABASE_SERVER, Cursors],
})
export class DatabaseModule implements OnModuleInit, OnApplicationShutdown {
  readonly #server: DatabaseServer;
  readonly #dataSource: DataSource;
  readonly #config: Config;
  readonly #logger: Logger;
  #closeLists = async (): Promise<void> => {};

  constructor(
    @Inject(DATABASE_SERVER) server: DatabaseServer,
    @Inject(appConfig.KEY) config: Config,
    @Inject(LOGGER) logger: Logger,
    dataSource: DataSource,
  ) {
    this.#server = server;
    this.#dataSource = dataSource;
    this.#config = config;
    this.#logger = logger;
    learnTables(dataSource);
  }

  /** Of all modules the first, as it is global: the others find the tables made. */
  async onModuleInit(): Promise<void> {
    const { embedded } = this.#server;
    if (embedded) {
      const database = { dataSource: this.#dataSource, embedded };
      await migrateUp(database, (line) => this.#logger.info(line));
    }
    this.#closeLists = await openListConnections(this.#dataSource, this.#config);
  }

  /** Of all modules the last: TypeOrmModule has closed the data source by now. */
  async onApplicationShutdown(): Promise<void> {
    await this.#closeLists();
    await this.#server.close();
  }
}

function connectionTo(
  { url }: DatabaseServer,
  { DATABASE_POOL_MAX }: Config,
): TypeOrmModuleOptions {
  const { options } = createDataSource({ url, poolMax: DATABASE_POOL_MAX });
  // Whoever starts the service is told at once that there is no database.
  return { ...options, toRetry: () => false };
}
