import cors from 'cors';
import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import type { Config } from '../config/config.js';
import type { AppContext } from '../context.js';
import { sendProblem } from './problem.js';

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

/** No origin but the listed ones may read an answer. No cookies are used, so no credentials are allowed. */
export function allowOrigins(config: Config): RequestHandler {
  return cors({
    origin: [...config.CORS_ORIGINS],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type', 'If-Match', 'If-None-Match', 'X-Request-Id'],
    exposedHeaders: ['ETag', 'Location', 'Retry-After', 'X-Request-Id'],
    maxAge: 600,
    preflightContinue: true,
  });
}

/** Per address and minute; behind a proxy TRUST_PROXY says how many hops to believe. */
export function limitRequests({ config, rateLimitStore }: AppContext): RequestHandler {
  return rateLimit({
    ...(rateLimitStore && { store: rateLimitStore('requests') }),
    windowMs: 60_000,
    limit: config.RATE_LIMIT_MAX,
    // An IPv4 caller of an IPv6 socket; as IPv4 the address need not be parsed.
    keyGenerator: ({ ip = '' }) => ipKeyGenerator(ip.replace(/^::ffff:(?=[\d.]+$)/, '')),
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    handler: (req, res) => sendProblem(req, res, { status: 429 }),
    // X-Forwarded-For of a caller that is no trusted proxy is not used; a warning per process helps nobody.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
  });
}
