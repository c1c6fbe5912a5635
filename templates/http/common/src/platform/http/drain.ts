import type { Config } from '../../config/config.js';
import type { HttpServer } from './server.js';

const PRODUCTION_GRACE_MS = 2_000;
/** To finish what is in flight and to close what it needed. */
const AFTERWARDS_MS = 7_500;

type Settings = Pick<Config, 'NODE_ENV' | 'SHUTDOWN_GRACE_MS'>;

/** How long the service goes on serving after SIGTERM, so that balancers see in time that it is not ready any more. */
function graceOf({ NODE_ENV, SHUTDOWN_GRACE_MS }: Settings): number {
  return SHUTDOWN_GRACE_MS ?? (NODE_ENV === 'production' ? PRODUCTION_GRACE_MS : 0);
}

/** The server after its last request. What takes longer than a shutdown may take ends with the process. */
export async function drainServer(server: HttpServer, config: Settings): Promise<void> {
  const graceMs = graceOf(config);
  setTimeout(() => process.exit(1), graceMs + AFTERWARDS_MS).unref();
  server.drain();
  await new Promise((resolve) => setTimeout(resolve, graceMs));
  await server.finish();
}
