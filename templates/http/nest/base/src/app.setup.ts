import type { INestApplication } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { getStorageToken } from '@nestjs/throttler';
import type { Logger } from 'pino';
import { appConfig } from './config/app.config.js';
import type { Config } from './config/config.js';
import { NestLogger } from './platform/core/nest-logger.js';
import { LOGGER } from './platform/core/tokens.js';
import { boundAnswers } from './platform/http/answers.js';
import { entityTag } from './platform/http/etag.js';
import { cutPorts, warnOfProxies } from './platform/http/forwarded.js';
import { logRequests } from './platform/http/logger.js';
import { readBodyEarly } from './platform/http/request-body.js';
import { limitRequests } from './platform/http/request-limit.js';
import { allowOrigins, securityHeaders } from './platform/http/security.js';
import type { HttpServer } from './platform/http/server.js';
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
