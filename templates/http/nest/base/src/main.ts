import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { AppModule } from './app.module.js';
import { configureApp } from './app.setup.js';
import { createContext } from './boot.js';
import { appConfig } from './config/app.config.js';
import type { Config } from './config/config.js';
import { LOGGER } from './core/tokens.js';
import type { DatabaseServer } from './database/connect.js';
import { DATABASE_SERVER } from './database/database.module.js';
import { prepareDatabase } from './database/prepare.js';
import { reportFailure } from './failure.js';
import { ServerAdapter } from './http/server.adapter.js';
import type { HttpServer } from './http/server.js';
import { pages } from './pages.js';
import { welcome } from './welcome.js';

async function bootstrap(): Promise<void> {
  const app = await NestFactory.create<NestExpressApplication<HttpServer>>(
    AppModule,
    new ServerAdapter(),
    // Bodies are read by a middleware of ours, and what fails at the start is told once, below.
    { bodyParser: false, logger: false, abortOnError: false },
  );
  try {
    await serve(app);
  } catch (error) {
    await app.close();
    throw error;
  }
}

async function serve(app: NestExpressApplication<HttpServer>): Promise<void> {
  configureApp(app);
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
  await app.init();

  const config = app.get<Config>(appConfig.KEY);
  const logger = app.get<Logger>(LOGGER);
  const { embedded } = app.get<DatabaseServer>(DATABASE_SERVER);
  const notes = await prepareDatabase(createContext(config, app.get(DataSource), logger), embedded);
  await app.listen(config.PORT);

  const { port } = app.getHttpServer().address() as AddressInfo;
  logger.info({ port }, 'listening');
  const shown = pages.filter((page) => page.isOn(config));
  if (config.NODE_ENV === 'development') console.log(welcome(port, shown, notes));
}

try {
  await bootstrap();
} catch (error) {
  reportFailure(error);
  process.exit(1);
}
