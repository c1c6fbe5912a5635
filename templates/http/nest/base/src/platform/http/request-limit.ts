import { normalizeIp, type ThrottlerStorage } from '@nestjs/throttler';
import type { RequestHandler } from 'express';
import { sendProblem } from './problem.js';

const WINDOW_MS = 60_000;

/**
 * Per address and minute, whatever is asked for; behind a proxy TRUST_PROXY says how many hops to believe. No guard: those see
 * only requests that a route is there for.
 */
export function limitRequests(storage: ThrottlerStorage, limit: number): RequestHandler {
  return async (req, res, next) => {
    const key = `requests:${normalizeIp(req.ip ?? '')}`;
    const hits = await storage.increment(key, WINDOW_MS, limit, WINDOW_MS, 'requests');
    const remaining = Math.max(0, limit - hits.totalHits);
    res.setHeader('RateLimit-Policy', `${limit};w=${WINDOW_MS / 1000}`);
    res.setHeader(
      'RateLimit',
      `limit=${limit}, remaining=${remaining}, reset=${hits.timeToExpire}`,
    );
    if (!hits.isBlocked) return next();
    res.setHeader('Retry-After', Math.max(1, hits.timeToBlockExpire));
    sendProblem(req, res, { status: 429 });
  };
}
