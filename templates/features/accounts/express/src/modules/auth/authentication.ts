import type { Middleware } from '../../platform/module.js';
import { Identification } from './identification.js';
import { addressOf, hitsIn } from './throttle.js';

/** Finds out who sends a request. */
export const authentication: Middleware = (context) => {
  const identification = new Identification({
    ...context,
    hitsWithin: (windowMs) => hitsIn(context.rateLimitStore, windowMs),
    addressOf,
  });
  return async (req, res, next) => {
    await identification.of(req, res);
    next();
  };
};
