import type { INestApplication } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { getStorageToken } from '@nestjs/throttler';
import type { Logger } from 'pino';
import { appConfig } from './config/app.config.js';
import type { Config } from './config/config.js';
import { NestLogger } from './core/nest-logger.js';
import { LOGGER } from './core/tokens.js';
import { boundAnswers } from './http/answers.js';
import { entityTag } from './http/etag.js';
import { cutPorts, warnOfProxies } from './http/forwarded.js';
import { logRequests } from './http/logger.js';
import { readBodyEarly } from './http/request-body.js';
import { limitRequests } from './http/request-limit.js';
import { allowOrigins, securityHeaders } from './http/security.js';
import type { HttpServer } from './http/server.js';
import { pages } from './pages.js';

/** What is set on the application itself, the same for the service and for its tests. */
export function configureApp(app: NestExpressApplication<HttpServer>): void {
  const config = app.get<Config>(appConfig.KEY);
  app.useLogger(app.get(NestLogger));
  app.getHttpServer().limit(config);
  app.disable('x-powered-by');
  app.set('etag', entityTag);
  app.set('query parser', 'simple');
  // A number of proxies, never `true`: with that, any caller could choose the address they are counted under.
  app.set('trust proxy', config.TRUST_PROXY);

  const logger = app.get<Logger>(LOGGER);
  app.use(cutPorts, logRequests(logger, config), warnOfProxies(logger, config));
  app.use(securityHeaders, allowOrigins(config), boundAnswers(config));
  const limit = limitRequests(app.get(getStorageToken()), config.RATE_LIMIT_MAX);
  app.use('/api/v1', limit, readBodyEarly);
  setPaths(app);
  for (const page of pages) if (page.isOn(config)) page.setUp(app);
}

/** Where the operations are, for requests and for the document that describes them. */
export function setPaths(app: INestApplication): void {
  app.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready'] });
}
