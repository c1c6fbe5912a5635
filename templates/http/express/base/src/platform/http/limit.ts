import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { AppContext } from '../context.js';
import { sendProblem } from './problem.js';

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
