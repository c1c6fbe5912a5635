import type { RequestHandler } from 'express';
import { sendProblem } from './problem.js';

/** The end of a known path: says which methods it has (OPTIONS), or that it has not this one. */
export function allowOnly(methods: readonly string[]): RequestHandler {
  const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  return (req, res) => {
    res.setHeader('Allow', allow);
    if (req.method === 'OPTIONS') res.status(204).end();
    else sendProblem(req, res, { status: 405 });
  };
}
