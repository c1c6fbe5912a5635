import type { Logger } from 'pino';
import { inject } from 'vitest';
import { type Config, loadConfig } from '../../src/config/config.js';
import type { Connection } from '../../src/platform/connection.js';
import type { AppContext } from '../../src/platform/context.js';
import { createLogger } from '../../src/platform/http/logger.js';
import { testEnvironment } from './environment.js';
import type { httpClient } from './http-client.js';

type LogLine = Readonly<Record<string, unknown>>;

export interface TestApp {
  readonly context: AppContext;
  readonly http: ReturnType<typeof httpClient>;
  readonly port: number;
  /** The lines that were logged, parsed. */
  readonly logs: readonly LogLine[];
  /** What is served below /api/v1: `get /posts/:id`. */
  readonly operations: () => readonly string[];
  readonly close: () => Promise<void>;
}

/** How the service of a test differs from the one that is deployed. */
export interface TestOptions<Parts> {
  readonly env?: Readonly<Record<string, string>>;
  readonly isDraining?: () => boolean;
  /** Instead of the service's own. */
  readonly parts?: Parts;
  readonly connections?: readonly Connection[];
}

/** The configuration of a test, and a logger whose lines it can read. */
export function testConfig(env: Readonly<Record<string, string>> = {}): {
  config: Config;
  logger: Logger;
  logs: readonly LogLine[];
} {
  const config = loadConfig({ DATABASE_URL: inject('databaseUrl'), ...testEnvironment, ...env });
  const logs: LogLine[] = [];
  const logger = createLogger(config, { write: (line) => void logs.push(JSON.parse(line)) });
  return { config, logger, logs };
}
