import { ConfigError } from '../../config/config.js';

/** A PostgreSQL inside this process, reached by its URL like any other. */
export interface EmbeddedDatabase {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** What `dev/setup.mjs` provides, where the npm scripts for development load it. */
export interface Embedded {
  /** The one whose data stays, in a directory of the project. */
  readonly open: () => Promise<EmbeddedDatabase>;
  /** One that is gone when it is closed. */
  readonly openInMemory: () => Promise<EmbeddedDatabase>;
}

let provided: Embedded | undefined;

export function provideEmbedded(embedded: Embedded): void {
  provided = embedded;
}

/** The embedded database, for want of a DATABASE_URL. A build has none. */
export function requireEmbedded(): Embedded {
  if (provided) return provided;
  throw new ConfigError(
    'DATABASE_URL is missing. Only the npm scripts for development, such as dev, bring an embedded database.',
  );
}
