import type { KnownEntity } from '../model.js';

/** What the resources are added to. */
export interface GraphContext {
  /** Every entity of the project; for a project that is being created with auth, its user entity too. */
  readonly entities: ReadonlyMap<string, KnownEntity>;
  /** Whether the project has, or will have, users that sign in. */
  readonly auth: boolean;
  /** Tables that features keep for themselves, and which of them does. */
  readonly ownTables?: OwnTables;
}

export type OwnTables = ReadonlyMap<string, string>;
