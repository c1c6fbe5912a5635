import {
  Global,
  Inject,
  Module,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { appConfig } from '../config/app.config.js';
import type { Config } from '../config/config.js';
import type { DataSourceSettings } from './data-source.js';
import { LOGGER } from '../platform/core/tokens.js';
import { createCursors } from '../platform/cursors.js';
import {
  type DatabaseServer,
  openDataSource,
  openServer,
  startDatabase,
} from '../platform/database/start.js';
import { Cursors } from '../platform/paging/cursor.js';

export const DATABASE_SERVER = Symbol('DatabaseServer');

@Module({
  providers: [
    { provide: DATABASE_SERVER, inject: [appConfig.KEY, LOGGER], useFactory: openServer },
  ],
  exports: [DATABASE_SERVER],
})
class DatabaseServerModule {}

/** The data source (`@InjectRepository(Post)`, `DataSource`, `EntityManager`), and the cursors of lists. */
@Global()
@Module({
  imports: [
    DatabaseServerModule,
    TypeOrmModule.forRootAsync({
      imports: [DatabaseServerModule],
      inject: [DATABASE_SERVER, appConfig.KEY],
      useFactory: ({ url }: DatabaseServer, config: Config) => ({
        type: 'postgres',
        url,
        poolSize: config.DATABASE_POOL_MAX,
        // A service that cannot reach its database says so and ends; whoever watches over it starts it again.
        retryAttempts: 0,
      }),
      dataSourceFactory: (options) => openDataSource(settingsOf(options)),
    }),
  ],
  providers: [{ provide: Cursors, inject: [appConfig.KEY], useFactory: createCursors }],
  exports: [DatabaseServerModule, Cursors],
})
export class DatabaseModule implements OnModuleInit, OnApplicationShutdown {
  readonly #dataSource: DataSource;
  readonly #server: DatabaseServer;
  readonly #config: Config;
  readonly #logger: Logger;
  #closeLists = async (): Promise<void> => {};

  constructor(
    dataSource: DataSource,
    @Inject(DATABASE_SERVER) server: DatabaseServer,
    @Inject(appConfig.KEY) config: Config,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#dataSource = dataSource;
    this.#server = server;
    this.#config = config;
    this.#logger = logger;
  }

  async onModuleInit(): Promise<void> {
    this.#closeLists = await startDatabase(
      this.#dataSource,
      this.#server,
      this.#config,
      this.#logger,
    );
  }

  /** The embedded database has to be the last to go. TypeOrmModule finds its data source closed then. */
  async onApplicationShutdown(): Promise<void> {
    await this.#closeLists();
    if (this.#dataSource.isInitialized) await this.#dataSource.destroy();
    await this.#server.close();
  }
}

/** Entities, migrations and limits are those of `createDataSource`, as for the commands. */
function settingsOf(options: DataSourceOptions | undefined): DataSourceSettings {
  if (options?.type !== 'postgres') throw new TypeError('The database is PostgreSQL.');
  return { url: options.url ?? '', poolMax: options.poolSize ?? 1 };
}
