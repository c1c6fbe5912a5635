import type { Project } from '../../core/project.js';
import type { KnownEntity } from '../../resource/model.js';
import type { AdapterRole, PlinthFeature } from '../../roles/tools.js';
import type { PlanningParts } from './plan-project.js';

/** Which adapter fills each role of a project. */
export type Adapters = Readonly<Record<AdapterRole, string>>;

/** What this installation of Plinth has in store: features, adapters, templates. */
export interface BuiltIns {
  features(): Promise<readonly PlinthFeature[]>;
  /** Everything planning needs. `overrides` is a folder of templates that go before ours. */
  parts(adapters: Adapters, project: Project, overrides?: string): Promise<PlanningParts>;
  /** The ids of the adapters that can fill a role. */
  adapters(role: AdapterRole): Promise<readonly string[]>;
  /** Which adapters a project uses that has no manifest, by looking at its files. */
  detected(project: Project): Promise<Partial<Adapters>>;
  /** Entities that the manifest does not know, found in the sources. */
  entities(persistence: string, project: Project): Promise<readonly KnownEntity[]>;
}
