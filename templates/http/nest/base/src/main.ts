import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import { AppModule } from './app.module.js';
import { configureApp } from './app.setup.js';
import { createContext } from './platform/boot.js';
import type { Config } from './config/config.js';
import { CONFIG, LOGGER } from './platform/core/tokens.js';
import type { Database } from './platform/database/connect.js';
import { DATABASE } from './database/database.module.js';
import { prepareDatabase } from './platform/database/prepare.js';
import { reportFailure } from './platform/failure.js';
import { ServerAdapter } from './platform/http/server.adapter.js';
import type { HttpServer } from './platform/http/server.js';
import { pages } from './pages.js';
import { welcome } from './platform/welcome.js';

async function start(): Promise<void> {
  const app = await NestFactory.create<NestExpressApplication<HttpServer>>(
    AppModule,
    new ServerAdapter(),
    // Bodies are read by a middleware of ours, and what fails at the start is told once, below.
    { bodyParser: false, logger: false, abortOnError: false },
  );
  configureApp(app);
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });

  const config = app.get<Config>(CONFIG);
  const logger = app.get<Logger>(LOGGER);
  const { dataSource, embedded } = app.get<Database>(DATABASE);
  const notes = await prepareDatabase(createContext(config, dataSource, logger), embedded);
  await app.listen(config.PORT);

  const { port } = app.getHttpServer().address() as AddressInfo;
  logger.info({ port }, 'listening');
  const shown = pages.filter((page) => page.isOn(config));
  if (config.NODE_ENV === 'development') console.log(welcome(port, shown, notes));
}

try {
  await start();
} catch (error) {
  reportFailure(error);
  process.exit(1);
}
