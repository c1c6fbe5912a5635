import type { Draft, Values } from '../../core/draft.js';
import type { Project } from '../../core/project.js';
import type { KnownEntity, Resource, ScalarField } from '../../resource/model.js';
import type { Exported } from '../http/contract.js';

/** When the migrations of a project were made. */
export interface MigrationHistory {
  /** The moment of the next one: now, or after the last that is there. A clock may go back, and one command makes many in a second. */
  next(now: Date): Date;
  /** The moment of the migration that made a resource's table: it keeps it when it is written again. */
  of(resource: Pick<Resource, 'name' | 'plural'>): Date | undefined;
  /** Tables that are made by a migration whose name does not say so, with its file. */
  readonly tables: ReadonlyMap<string, string>;
  /** The migrations on the disk that no list names. */
  unlisted(): readonly string[];
}

/** What the rows that are there get, by field, as a default is written. */
export type Backfill = ReadonlyMap<string, string | number | boolean>;

/** A resource as the project has it, and as it is to be. */
export interface ResourceChange {
  readonly before: Resource;
  readonly after: Resource;
  /** What its fields are called afterwards, by what they are called before: those that are renamed. */
  readonly renamed: ReadonlyMap<string, string>;
  /** For fields that have no default of their own. */
  readonly backfill: Backfill;
}

/** What becomes of the tables of resources. */
export interface TableChanges {
  readonly changed: readonly ResourceChange[];
  /** Resources that go, in the order in which their tables were made. */
  readonly removed: readonly Resource[];
  /** The project and its entities with all that goes still there. */
  readonly project: Project;
  readonly known: ReadonlyMap<string, KnownEntity>;
}

/** What a feature may ask of the database layer, whichever it is. Every method plans; a missing anchor becomes a manual step. */
export interface PersistenceRole {
  readonly id: string;
  history(project: Project): MigrationHistory;
  /** Make an entity class known to the data source. */
  entity(draft: Draft, entity: Exported): void;
  /** Append a migration to the data source's list. */
  migration(draft: Draft, migration: Exported): void;
  /** Whether a file is a migration, by its path. */
  isMigration(path: string): boolean;
  /** Lists migrations, given the last first, where a list has lost them. */
  listedMigrations(draft: Draft, paths: readonly string[]): void;
  /** Writes and lists for each migration, the last first, a new one that takes it back. */
  revertedMigrations(draft: Draft, paths: readonly string[]): void;
  /** The tables and columns that go when a migration is taken back, from its text: `posts.subtitle`. */
  droppedByReverting(text: string): readonly string[];
  /** Readonly fields whose default has to be given with a new row, since the column has none. */
  filledByService(fields: readonly ScalarField[]): readonly ScalarField[];
  /** Required fields whose column has no default, so that rows which are there would have no value. */
  withoutColumnDefault(fields: readonly ScalarField[]): readonly ScalarField[];
  /** What the templates of an entity and of its table print of columns that a feature's own entity gets beside those it has always. */
  addedColumns(
    draft: Draft,
    columns: Resource,
    known: ReadonlyMap<string, KnownEntity>,
  ): { readonly entity: Values; readonly table: Values };
  /** The files of a resource: entity and repository. */
  resourceFiles(draft: Draft, resource: Resource, known: ReadonlyMap<string, KnownEntity>): void;
  /** The migration of its table, registered with the entity; inverse sides added to the entities it points at. */
  resourceTable(draft: Draft, resource: Resource, known: ReadonlyMap<string, KnownEntity>): void;
  /** The inverse sides of a resource alone. */
  inverseSides(draft: Draft, resource: Resource, known: ReadonlyMap<string, KnownEntity>): void;
  /** A migration, registered, that makes of the tables of resources what they are to be; none where they stay as they are. */
  changedTables(draft: Draft, changes: TableChanges): void;
}
