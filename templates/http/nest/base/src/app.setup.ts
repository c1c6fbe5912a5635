import type { INestApplication } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { getStorageToken } from '@nestjs/throttler';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Config } from './config/config.js';
import { NestLogger } from './core/nest-logger.js';
import { Shutdown } from './core/shutdown.js';
import { CONFIG, LOGGER } from './core/tokens.js';
import { entityTag } from './http/etag.js';
import { logRequests } from './http/logger.js';
import { sendProblem } from './http/problem.js';
import { readBodyEarly } from './http/request-body.js';
import { limitRequests } from './http/request-limit.js';
import { allowOrigins, securityHeaders } from './http/security.js';
import { pages } from './pages.js';

/** What is set on the application itself, the same for the service and for its tests. */
export function configureApp(app: NestExpressApplication): void {
  const config = app.get<Config>(CONFIG);
  app.useLogger(app.get(NestLogger));
  app.disable('x-powered-by');
  app.set('etag', entityTag);
  app.set('query parser', 'simple');
  // A number of proxies, never `true`: with that, any caller could choose the address they are counted under.
  app.set('trust proxy', config.TRUST_PROXY);

  app.use(
    logRequests(app.get<Logger>(LOGGER)),
    securityHeaders,
    allowOrigins(config),
    refuseWhile(app.get(Shutdown)),
  );
  const limit = limitRequests(app.get(getStorageToken()), config.RATE_LIMIT_MAX);
  app.use('/api/v1', limit, readBodyEarly);
  setPaths(app);
  for (const page of pages) if (page.isOn(config)) page.setUp(app);
}

/** Where the operations are, for requests and for the document that describes them. */
export function setPaths(app: INestApplication): void {
  app.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready'] });
}

/** Nothing new while the service shuts down, but for those who ask whether it does. */
function refuseWhile(shutdown: Pick<Shutdown, 'isDraining'>): RequestHandler {
  return (req, res, next) => {
    if (!shutdown.isDraining || req.path.startsWith('/health/')) return next();
    res.setHeader('Connection', 'close');
    sendProblem(req, res, { status: 503 });
  };
}
