import { Global, Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { DiscoveryModule } from '@nestjs/core';
import { ThrottlerModule, type ThrottlerModuleOptions } from '@nestjs/throttler';
import type { Logger } from 'pino';
import { appConfig } from '../../config/app.config.js';
import type { Config } from '../../config/config.js';
import type { Connection } from '../connection.js';
import { connections } from '../../connections.js';
import { createLogger } from '../http/logger.js';
import { BackgroundWork } from './background-work.js';
import { ConnectionCloser } from './connection-closer.js';
import { NestLogger } from './nest-logger.js';
import { Shutdown } from './shutdown.js';
import { CONNECTIONS, LOGGER } from './tokens.js';

/** What every module may ask for. */
@Global()
@Module({
  imports: [
    DiscoveryModule,
    // `.env` is read by `readEnvironment`, as for the commands.
    ConfigModule.forRoot({ isGlobal: true, ignoreEnvFile: true, load: [appConfig] }),
    ThrottlerModule.forRootAsync({ inject: [appConfig.KEY, CONNECTIONS], useFactory: limits }),
  ],
  providers: [
    {
      provide: LOGGER,
      inject: [appConfig.KEY],
      useFactory: (config: Config) => createLogger(config),
    },
    { provide: CONNECTIONS, inject: [appConfig.KEY, LOGGER], useFactory: connect },
    BackgroundWork,
    ConnectionCloser,
    NestLogger,
    Shutdown,
  ],
  exports: [DiscoveryModule, LOGGER, CONNECTIONS, Shutdown],
})
export class CoreModule {}

function connect(config: Config, logger: Logger): readonly Connection[] {
  return connections.flatMap((open) => open(config, logger) ?? []);
}

/** Where requests and attempts are counted: together with other processes where a connection offers that, else in memory. */
function limits(config: Config, open: readonly Connection[]): ThrottlerModuleOptions {
  const [storage] = open.flatMap(({ rateLimitStore }) => rateLimitStore ?? []);
  const throttlers = [{ ttl: 60_000, limit: config.RATE_LIMIT_MAX }];
  return storage ? { throttlers, storage } : { throttlers };
}
