import { type Request, type RequestHandler, Router } from 'express';
import { readBody } from './body.js';

const flaws = new WeakMap<Request, unknown>();
const read = Router().use(...readBody);

/** Reads the body before it is known who sends it, and tells nobody yet what is wrong with it. */
export const readBodyEarly: RequestHandler = (req, res, next) => {
  if (!['POST', 'PUT', 'PATCH'].includes(req.method)) return next();
  read(req, res, (flaw?: unknown) => {
    if (flaw !== undefined) flaws.set(req, flaw);
    next();
  });
};

/** For operations that take a body, once the caller may call them. */
export function requireBody(req: Request): void {
  if (flaws.has(req)) throw flaws.get(req);
}
