import type { Draft } from '../../core/draft.js';
import type { Project } from '../../core/project.js';
import type { KnownEntity, Resource, ScalarField } from '../../resource/model.js';
import type { Exported } from '../http/contract.js';

/** When the migrations of a project were made. */
export interface MigrationHistory {
  /** The moment of the next one: now, or after the last that is there. A clock may go back, and one command makes many in a second. */
  next(now: Date): Date;
  /** The moment of the migration that made a resource's table: it keeps it when it is written again. */
  of(resource: string): Date | undefined;
  /** Tables that are made by a migration whose name does not say so, with its file. */
  readonly tables: ReadonlyMap<string, string>;
  /** The migrations on the disk that no list names. */
  unlisted(): readonly string[];
}

/** What a feature may ask of the database layer, whichever it is. Every method plans; a missing anchor becomes a manual step. */
export interface PersistenceRole {
  readonly id: string;
  history(project: Project): MigrationHistory;
  /** Make an entity class known to the data source. */
  entity(draft: Draft, entity: Exported): void;
  /** Append a migration to the data source's list. */
  migration(draft: Draft, migration: Exported): void;
  /** Readonly fields whose default has to be given with a new row, since the column has none. */
  filledByService(fields: readonly ScalarField[]): readonly ScalarField[];
  /** Entity, migration and repository of a resource, registered; inverse sides added to the entities it points at. */
  resource(draft: Draft, resource: Resource, known: ReadonlyMap<string, KnownEntity>): void;
}
