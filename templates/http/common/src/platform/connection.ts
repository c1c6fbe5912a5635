import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import type { LimitStore } from './http/limit-store.js';

/** A server that this process works with beside its database. */
export interface Connection {
  /** What it is called where it is missed: 'Redis'. */
  readonly name: string;
  /** Fails while the server does not answer. */
  readonly ping: () => Promise<unknown>;
  readonly close: () => Promise<void>;
  /** Where processes count requests together. */
  readonly rateLimitStore?: LimitStore;
}

/** Opens a connection, where the configuration names a server. Nothing waits for it: readiness tells when it is up. */
export type Connect = (config: Config, logger: Logger) => Connection | undefined;
