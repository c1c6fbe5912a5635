import process from 'node:process';
import { readEnvironment } from './config/environment.js';
import { jobs } from './jobs.js';
import { createContext } from './platform/boot.js';
import { connectDatabase } from './platform/database/connect.js';
import { reportFailure } from './platform/failure.js';
import { createLogger } from './platform/http/logger.js';
import { startJobs } from './platform/jobs/start-jobs.js';

/** To end what runs and to close what it needed. */
const STOP_LIMIT_MS = 9_500;

const SAME_KEYSTROKE_MS = 500;

/** The first signal. A second one does not wait; but Ctrl-C reaches a process also from the runner above it: that counts once. */
function firstSignal(): Promise<string> {
  let at: number | undefined;
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        if (at !== undefined && Date.now() - at > SAME_KEYSTROKE_MS) process.exit(1);
        at ??= Date.now();
        resolve(signal);
      });
    }
  });
}

async function work(): Promise<void> {
  const signal = firstSignal();
  const config = readEnvironment();
  const logger = createLogger(config);
  const database = await connectDatabase(config, logger);
  const context = createContext(config, database.dataSource, logger);
  const running = await startJobs(context, jobs);
  logger.info({ jobs: jobs.map(({ name }) => name) }, 'working');

  logger.info({ signal: await signal }, 'shutting down');
  setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
  await running.stop();
  await database.close();
  logger.info('stopped');
}

try {
  await work();
  process.exit(0);
} catch (error) {
  reportFailure(error);
  process.exit(1);
}
