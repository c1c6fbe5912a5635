import type { Step } from '../../core/feature.js';
import { Project } from '../../core/project.js';
import { order } from '../../core/recipe.js';
import { resolveResources } from '../../resource/graph/graph.js';
import { resolveProfile, withProfile } from '../../resource/graph/profile.js';
import type { ParsedField, ParsedResource } from '../../resource/parsed.js';
import { resolveRoles, type UserRoles } from '../../resource/user-roles.js';
import type { Spec } from '../../resource/spec/spec-file.js';
import type { PlinthFeature, Tools } from '../../roles/tools.js';
import type { PackageManager } from '../prompts/choices.js';
import { type Blueprint, factsOf, rolesPart, surroundings, userPart } from './plan-project.js';
import type { Adapters } from './built-ins.js';
import type { FeatureAnswers } from '../prompts/questions.js';
import { version } from '../../package.js';

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
  /** Fields that the user entity gets beside its own. */
  readonly userFields?: readonly ParsedField[];
  /** Roles that users may have beside user and admin. */
  readonly roles?: UserRoles;
  readonly resources: readonly ParsedResource[];
  readonly install: boolean;
  readonly git: boolean;
  /** The preset it started from, with the features and the number of resources that came from there. */
  readonly preset: { readonly id: string; readonly spec: Spec } | undefined;
}

type Composition = Pick<NewProject, 'adapters' | 'features' | 'userFields' | 'roles' | 'resources'>;

/** Features and resources that go together, in their order; refused where they do not. */
export function composed(wanted: Composition, catalogue: readonly PlinthFeature[]) {
  const steps = order(stepsOf(wanted, catalogue), new Set(), catalogue);
  const ids = new Set(steps.map(({ feature }) => feature.id));
  const features = catalogue.filter(({ id }) => ids.has(id));
  const context = surroundings(features);
  const { userFields = [] } = wanted;
  const profile = userFields.length === 0 ? undefined : resolveProfile(userFields, context);
  const entities = withProfile(context.entities, profile);
  const resources = resolveResources(wanted.resources, { ...context, entities });
  const roles = resolveRoles(wanted.roles ?? {}, { resources, auth: context.auth });
  return { steps, profile, roles, resources };
}

/** The blueprint of a new project: foundations, adapters and features in order, then its resources. */
export function newBlueprint(wanted: NewProject, catalogue: readonly PlinthFeature[], now: Date): Blueprint {
  const { steps, profile, roles, resources } = composed(wanted, catalogue);
  const { name, packageManager, database } = wanted;
  const manifest = {
    plinth: version(),
    name,
    framework: wanted.adapters.http,
    database,
    packageManager,
    features: Object.fromEntries(steps.map(({ feature, answers }) => [feature.id, answers])),
    ...userPart(profile),
    ...rolesPart(roles),
    resources: Object.fromEntries(resources.map((resource) => [resource.name, resource])),
  };
  return {
    project: Project.empty(),
    features: steps,
    resources,
    facts: factsOf(manifest, catalogue, now),
    manifest,
  };
}

function stepsOf({ adapters, features }: Composition, catalogue: readonly PlinthFeature[]): Step<Tools>[] {
  const always = new Set(Object.values(adapters));
  return catalogue
    .filter(({ id, foundation }) => foundation === true || always.has(id) || features.has(id))
    .map((feature) => ({ feature, answers: features.get(feature.id) ?? {} }));
}
