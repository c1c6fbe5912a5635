import type { Draft } from '../../core/draft.js';
import type { KnownEntity, Resource } from '../../resource/model.js';
import type { Exported, HttpRole } from '../http/contract.js';

/** What a feature may ask of the database layer, whichever it is. Every method plans; a missing anchor becomes a manual step. */
export interface PersistenceRole {
  readonly id: string;
  /** Make an entity class known to the data source. */
  entity(draft: Draft, entity: Exported): void;
  /** Append a migration to the data source's list. */
  migration(draft: Draft, migration: Exported): void;
  /** Entity, migration and repository of a resource, registered; inverse sides added to the entities it points at. */
  resource(
    draft: Draft,
    resource: Resource,
    known: ReadonlyMap<string, KnownEntity>,
    http: Pick<HttpRole, 'injectable'>,
  ): void;
}
