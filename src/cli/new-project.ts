import type { Step } from '../core/feature.js';
import { Project } from '../core/project.js';
import { order } from '../core/recipe.js';
import { resolveResources } from '../resource/graph.js';
import type { ParsedResource } from '../resource/parsed.js';
import type { PlinthFeature, Tools } from '../roles/tools.js';
import type { PackageManager } from './choices.js';
import { type Blueprint, entitiesOf, usersFeature } from './compose.js';
import type { Adapters } from './stock.js';
import type { FeatureAnswers } from './questions.js';
import { version } from '../package.js';

/** A new project with every question answered. */
export interface NewProject {
  /** The absolute folder. */
  readonly target: string;
  /** The folder as the user wrote it. */
  readonly shown: string;
  /** The package name. */
  readonly name: string;
  readonly adapters: Adapters;
  readonly database: string;
  readonly packageManager: PackageManager;
  /** Chosen features with their answers; foundations and adapters are added. */
  readonly features: ReadonlyMap<string, FeatureAnswers>;
  readonly resources: readonly ParsedResource[];
  readonly install: boolean;
  readonly git: boolean;
}

/** The blueprint of a new project: foundations, adapters and features in order, then its resources. */
export function newBlueprint(wanted: NewProject, catalogue: readonly PlinthFeature[], now: Date): Blueprint {
  const steps = order(stepsOf(wanted, catalogue), new Set(), catalogue);
  const ids = new Set(steps.map(({ feature }) => feature.id));
  const resources = resolveResources(wanted.resources, {
    entities: entitiesOf([], ids),
    auth: ids.has(usersFeature),
  });
  const { name, packageManager, database } = wanted;
  const facts = { name, packageManager, database, version: version(), now, features: ids };
  return {
    project: Project.empty(),
    features: steps,
    resources,
    facts: { ...facts, entities: entitiesOf(resources, ids) },
    manifest: {
      plinth: version(),
      name,
      framework: wanted.adapters.http,
      database,
      packageManager,
      features: Object.fromEntries(steps.map(({ feature, answers }) => [feature.id, answers])),
      resources: Object.fromEntries(resources.map((resource) => [resource.name, resource])),
    },
  };
}

function stepsOf({ adapters, features }: NewProject, catalogue: readonly PlinthFeature[]): Step<Tools>[] {
  const always = new Set([adapters.http, adapters.persistence]);
  return catalogue
    .filter(({ id, foundation }) => foundation === true || always.has(id) || features.has(id))
    .map((feature) => ({ feature, answers: features.get(feature.id) ?? {} }));
}
