import { Router } from 'express';
import type { DataSource } from 'typeorm';
import { allowOnly } from '../http/methods.js';
import { sendProblem } from '../http/problem.js';

const DATABASE_TIMEOUT_MS = 2_000;

/** Live: the process runs. Ready: it may be sent requests, which needs the database and no shutdown under way. */
export function healthRoutes(dataSource: DataSource, isDraining: () => boolean): Router {
  const router = Router();
  router.use('/health', (_req, res, next) => {
    res.setHeader('Cache-Control', 'no-store');
    next();
  });
  router.get('/health/live', (_req, res) => {
    res.json({ status: 'ok' });
  });
  router.get('/health/ready', async (req, res) => {
    const reason = isDraining() ? 'The service is shutting down.' : await whyNotReady(dataSource);
    if (reason === undefined) res.json({ status: 'ok' });
    else sendProblem(req, res, { status: 503, detail: reason });
  });
  router.all(['/health/live', '/health/ready'], allowOnly(['GET']));
  return router;
}

async function whyNotReady(dataSource: DataSource): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(reject, DATABASE_TIMEOUT_MS);
  });
  try {
    await Promise.race([dataSource.query('SELECT 1'), timeout]);
    return undefined;
  } catch {
    return 'The database does not answer.';
  } finally {
    clearTimeout(timer);
  }
}
