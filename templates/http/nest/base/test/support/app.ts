import type { AddressInfo } from 'node:net';
import type { Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { AppModule } from '../../src/app.module.js';
import { configureApp } from '../../src/app.setup.js';
import { appConfig } from '../../src/config/app.config.js';
import type { Config } from '../../src/config/config.js';
import type { Connection } from '../../src/platform/connection.js';
import type { AppContext } from '../../src/platform/context.js';
import { Shutdown } from '../../src/platform/core/shutdown.js';
import { CONNECTIONS, LOGGER } from '../../src/platform/core/tokens.js';
import { ServerAdapter } from '../../src/platform/http/server.adapter.js';
import type { HttpServer } from '../../src/platform/http/server.js';
import { Cursors } from '../../src/platform/paging/cursor.js';
import { httpClient } from './http-client.js';
import { type TestApp, type TestOptions, testConfig } from './test-app.js';

export type { TestApp };

/** The whole service on a port of its own, over the test run's database. */
export async function startApp(options: TestOptions<Type> = {}): Promise<TestApp> {
  const { config, logger, logs } = testConfig(options.env);
  const app = await createApp(options, config, logger);
  configureApp(app);
  await app.listen(0, '127.0.0.1');
  const server = app.getHttpServer();
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await app.close();
  };
  const http = httpClient(`http://127.0.0.1:${port}`);
  return { context: contextOf(app), http, port, logs, operations: () => operationsOf(app), close };
}

async function createApp(
  { isDraining, parts = AppModule, connections }: TestOptions<Type>,
  config: Config,
  logger: Logger,
): Promise<NestExpressApplication<HttpServer>> {
  const builder = Test.createTestingModule({ imports: [parts] })
    .overrideProvider(appConfig.KEY)
    .useValue(config)
    .overrideProvider(LOGGER)
    .useValue(logger);
  if (connections) builder.overrideProvider(CONNECTIONS).useValue(connections);
  if (isDraining) {
    const shutdown = Object.defineProperty({}, 'isDraining', { get: isDraining });
    builder.overrideProvider(Shutdown).useValue(shutdown);
  }
  const module = await builder.compile();
  return module.createNestApplication<NestExpressApplication<HttpServer>>(new ServerAdapter(), {
    bodyParser: false,
    logger: false,
  });
}

const contextOf = (app: NestExpressApplication): AppContext => ({
  config: app.get<Config>(appConfig.KEY),
  dataSource: app.get(DataSource),
  logger: app.get<Logger>(LOGGER),
  cursors: app.get(Cursors),
  connections: app.get<readonly Connection[]>(CONNECTIONS),
});

function operationsOf(app: NestExpressApplication): string[] {
  const adapter = app.getHttpAdapter();
  const paths =
    adapter instanceof ServerAdapter ? adapter.methods : new Map<string, ReadonlySet<string>>();
  return [...paths].flatMap(([path, methods]) => {
    const below = path.startsWith('/api/v1') ? path.slice('/api/v1'.length) : undefined;
    return below === undefined
      ? []
      : [...methods].map((method) => `${method.toLowerCase()} ${below}`);
  });
}
