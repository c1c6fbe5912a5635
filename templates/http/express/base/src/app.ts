import express, { type Express, type RequestHandler } from 'express';
import type { AppContext } from './platform/context.js';
import { healthRoutes } from './platform/health/health.js';
import { boundAnswers } from './platform/http/answers.js';
import { entityTag } from './platform/http/etag.js';
import { cutPorts, warnOfProxies } from './platform/http/forwarded.js';
import { limitRequests } from './platform/http/limit.js';
import { logRequests } from './platform/http/logger.js';
import { handleError, sendProblem } from './platform/http/problem.js';
import { createRouter } from './platform/http/router.js';
import { allowOrigins, securityHeaders } from './platform/http/security.js';
import type { Interceptor, Middleware, Module, Page } from './platform/module.js';
import { interceptors, middleware, modules, pages } from './modules.js';

export interface Parts {
  readonly middleware: readonly Middleware[];
  readonly interceptors: readonly Interceptor[];
  readonly modules: readonly Module[];
  readonly pages: readonly Page[];
}

export function createApp(
  context: AppContext,
  isDraining: () => boolean = () => false,
  parts: Parts = { middleware, interceptors, modules, pages },
): Express {
  const { config, logger } = context;
  const endpoints = parts.modules.flatMap((module) => module(context));

  const app = express();
  app.disable('x-powered-by');
  app.set('etag', entityTag);
  app.set('query parser', 'simple');
  // A number of proxies, never `true`: with that, any caller could choose the address they are counted under.
  app.set('trust proxy', config.TRUST_PROXY);

  app.use(cutPorts, logRequests(logger, config), warnOfProxies(logger, config));
  app.use(securityHeaders, allowOrigins(config), boundAnswers(config));
  app.use(healthRoutes(context, isDraining));
  for (const page of parts.pages) if (page.isOn(config)) app.use(page.build(endpoints));
  app.use(
    '/api/v1',
    limitRequests(context),
    ...parts.middleware.map((build) => build(context)),
    createRouter(
      endpoints,
      parts.interceptors.map((build) => build(context)),
    ),
  );
  app.use(notFound, handleError);
  return app;
}

const notFound: RequestHandler = (req, res) => sendProblem(req, res, { status: 404 });
