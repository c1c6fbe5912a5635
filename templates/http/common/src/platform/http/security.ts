import cors from 'cors';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { Config } from '../../config/config.js';
import { requestHeaders } from './request-headers.js';

/** The service sends JSON and, with the API docs, its own scripts: nothing from elsewhere and nothing inline runs. */
export const securityHeaders: RequestHandler = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      baseUri: ["'none'"],
      connectSrc: ["'self'"],
      fontSrc: ["'self'", 'data:'],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
      imgSrc: ["'self'", 'data:'],
      scriptSrc: ["'self'"],
      // Swagger UI sets style attributes; no style can read or send anything under this policy.
      styleSrc: ["'self'", "'unsafe-inline'"],
    },
  },
});

const allowedHeaders = [
  'Authorization',
  'Content-Type',
  'If-Match',
  'If-None-Match',
  'X-Request-Id',
];

/** No origin but the listed ones may read an answer, and send cookies where that is set. */
export function allowOrigins(config: Config): RequestHandler {
  return cors({
    origin: [...config.CORS_ORIGINS],
    credentials: config.CORS_CREDENTIALS === 'on',
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: [...allowedHeaders, ...requestHeaders.map(({ name }) => name)],
    exposedHeaders: ['ETag', 'Location', 'Retry-After', 'X-Request-Id'],
    maxAge: 600,
    preflightContinue: true,
  });
}
