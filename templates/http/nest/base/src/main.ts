import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { AppModule } from './app.module.js';
import { configureApp } from './app.setup.js';
import { createContext } from './platform/boot.js';
import { appConfig } from './config/app.config.js';
import type { Config } from './config/config.js';
import { BackgroundWork } from './platform/core/background-work.js';
import { LOGGER } from './platform/core/tokens.js';
import type { DatabaseServer } from './platform/database/start.js';
import { DATABASE_SERVER } from './database/database.module.js';
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

  const config = app.get<Config>(appConfig.KEY);
  const logger = app.get<Logger>(LOGGER);
  const { isEmbedded } = app.get<DatabaseServer>(DATABASE_SERVER);
  const context = createContext(config, app.get(DataSource), logger);
  await app.init();
  const notes = await prepareDatabase(context, isEmbedded);
  await app.get(BackgroundWork).start(context);
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
