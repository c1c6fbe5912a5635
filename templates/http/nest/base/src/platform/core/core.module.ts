import { Global, Module } from '@nestjs/common';
import { ThrottlerModule, type ThrottlerModuleOptions } from '@nestjs/throttler';
import type { Logger } from 'pino';
import type { Config } from '../../config/config.js';
import { readEnvironment } from '../../config/environment.js';
import type { Connection } from '../connection.js';
import { connections } from '../../connections.js';
import { createLogger } from '../http/logger.js';
import { ConnectionCloser } from './connection-closer.js';
import { NestLogger } from './nest-logger.js';
import { Shutdown } from './shutdown.js';
import { CONFIG, CONNECTIONS, LOGGER } from './tokens.js';

/** What every module may ask for. */
@Global()
@Module({
  imports: [ThrottlerModule.forRootAsync({ inject: [CONFIG, CONNECTIONS], useFactory: limits })],
  providers: [
    { provide: CONFIG, useFactory: readEnvironment },
    { provide: LOGGER, inject: [CONFIG], useFactory: (config: Config) => createLogger(config) },
    { provide: CONNECTIONS, inject: [CONFIG, LOGGER], useFactory: connect },
    ConnectionCloser,
    NestLogger,
    Shutdown,
  ],
  exports: [CONFIG, LOGGER, CONNECTIONS, Shutdown],
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
