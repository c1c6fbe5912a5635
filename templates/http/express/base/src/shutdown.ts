import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { closeServer } from './http/close-server.js';

const HARD_LIMIT_MS = 9_500;
const SAME_KEYSTROKE_MS = 500;

interface Shutdown {
  readonly server: Server;
  readonly graceMs: number;
  /** From now on: not ready, and no new requests. */
  readonly drain: () => void;
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

async function run(logger: Logger, { server, graceMs, drain, close }: Shutdown): Promise<void> {
  setTimeout(() => process.exit(1), HARD_LIMIT_MS).unref();
  try {
    drain();
    await delay(graceMs);
    await closeServer(server);
    await close();
    logger.info('stopped');
    process.exit(0);
  } catch (error) {
    logger.fatal({ err: error }, 'shutdown failed');
    process.exit(1);
  }
}
