import type { Logger } from 'pino';

const SAME_KEYSTROKE_MS = 500;

interface Shutdown {
  /** From now on: not ready. Done with the last request. */
  readonly drain: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** SIGTERM and SIGINT let requests in flight finish; a second one does not wait. */
export function onShutdown(logger: Logger, shutdown: Shutdown): void {
  let startedAt: number | undefined;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (startedAt === undefined) {
        startedAt = Date.now();
        logger.info({ signal }, 'shutting down');
        void run(logger, shutdown);
      } else if (Date.now() - startedAt > SAME_KEYSTROKE_MS) {
        // Ctrl-C reaches a process both from the terminal and from the runner above it: that counts once.
        process.exit(1);
      }
    });
  }
}

async function run(logger: Logger, { drain, close }: Shutdown): Promise<void> {
  try {
    await drain();
    await close();
    logger.info('stopped');
    process.exit(0);
  } catch (error) {
    logger.fatal({ err: error }, 'shutdown failed');
    process.exit(1);
  }
}
