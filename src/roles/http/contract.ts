import type { Draft } from '../../core/draft.js';
import type { KnownEntity, Resource } from '../../resource/model.js';

/** An exported symbol and its module, as a project path without extension: `src/modules/posts/post.routes`. */
export interface Exported {
  readonly symbol: string;
  readonly from: string;
}

/** What a feature may ask of the HTTP framework, whichever it is. Every method plans; a missing anchor becomes a manual step. */
export interface HttpRole {
  readonly id: string;
  /** Serve the endpoints of a module (a list entry and an import). */
  mount(draft: Draft, module: Exported): void;
  /** Put a middleware in front of every endpoint. */
  use(draft: Draft, middleware: Exported): void;
  /** Serve something beside the API, such as its documentation, that may describe its endpoints. */
  page(draft: Draft, page: Exported): void;
  /** Keep a connection to a server beside the database: opened at the start, asked for readiness, closed after the last request. */
  connect(draft: Draft, connection: Exported): void;
  /** Controller and routes of a resource, mounted. */
  resource(draft: Draft, resource: Resource, known: ReadonlyMap<string, KnownEntity>): void;
}
