import { Router } from 'express';
import type { AppContext } from '../context.js';
import { allowOnly } from '../http/methods.js';
import { sendProblem } from '../http/problem.js';

const TIMEOUT_MS = 2_000;

/** A server that requests need. */
interface Needed {
  readonly name: string;
  readonly ping: () => Promise<unknown>;
}

/** Live: the process runs. Ready: it may be sent requests, which needs every server it works with and no shutdown under way. */
export function healthRoutes(
  { dataSource, connections }: AppContext,
  isDraining: () => boolean,
): Router {
  const database = { name: 'The database', ping: () => dataSource.query('SELECT 1') };
  const needed = [database, ...connections];
  const router = Router();
  router.use('/health', (_req, res, next) => {
    res.setHeader('Cache-Control', 'no-store');
    next();
  });
  router.get('/health/live', (_req, res) => {
    res.json({ status: 'ok' });
  });
  router.get('/health/ready', async (req, res) => {
    const reason = isDraining() ? 'The service is shutting down.' : await whyNotReady(needed);
    if (reason === undefined) res.json({ status: 'ok' });
    else sendProblem(req, res, { status: 503, detail: reason });
  });
  router.all(['/health/live', '/health/ready'], allowOnly(['GET']));
  return router;
}

async function whyNotReady(needed: readonly Needed[]): Promise<string | undefined> {
  const answers = await Promise.all(needed.map(answersInTime));
  const missed = needed.find((_one, index) => !answers[index]);
  return missed && `${missed.name} does not answer.`;
}

async function answersInTime({ ping }: Needed): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(reject, TIMEOUT_MS);
  });
  try {
    await Promise.race([ping(), timeout]);
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
