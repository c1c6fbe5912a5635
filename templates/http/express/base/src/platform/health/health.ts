import { Router } from 'express';
import type { AppContext } from '../context.js';
import { allowOnly } from '../http/methods.js';
import { sendProblem } from '../http/problem.js';
import { Readiness } from './readiness.js';

/** Live: the process runs. Ready: it may be sent requests, which needs every server it works with and no shutdown under way. */
export function healthRoutes(context: AppContext, isDraining: () => boolean): Router {
  const router = Router();
  const readiness = new Readiness(context);
  router.use('/health', (_req, res, next) => {
    res.setHeader('Cache-Control', 'no-store');
    next();
  });
  router.get('/health/live', (_req, res) => {
    res.json({ status: 'ok' });
  });
  router.get('/health/ready', async (req, res) => {
    const reason = isDraining() ? 'The service is shutting down.' : await readiness.whyNot();
    if (reason === undefined) res.json({ status: 'ok' });
    else sendProblem(req, res, { status: 503, detail: reason });
  });
  router.all(['/health/live', '/health/ready'], allowOnly(['GET']));
  return router;
}
