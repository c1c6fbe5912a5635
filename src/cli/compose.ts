import type { Feature, Step } from '../core/feature.js';
import { type Manifest, withManifest } from '../core/manifest.js';
import { fold, type Plan, type Workshop } from '../core/plan.js';
import type { Project } from '../core/project.js';
import { namesOf } from '../resource/names.js';
import type { KnownEntity, Resource } from '../resource/model.js';
import type { Facts, PlinthFeature, Tools } from '../roles/tools.js';
import type { HttpRole } from '../roles/http/contract.js';
import type { PersistenceRole } from '../roles/persistence/contract.js';
import type { Workspace } from '../roles/workspace/contract.js';

/** What planning needs beside the steps: templates, a formatter, and the adapters of the project's framework and database. */
export interface Kit extends Pick<Workshop<Tools>, 'renderer' | 'format'> {
  http(facts: Facts): HttpRole;
  persistence(facts: Facts): PersistenceRole;
  workspace(facts: Facts): Workspace;
  resource(resource: Resource): PlinthFeature;
}

/** What a command wants, with every question answered. */
export interface Blueprint {
  readonly project: Project;
  /** In the order they are planned. */
  readonly features: readonly Step<Tools>[];
  /** Resolved, in the order they are planned. */
  readonly resources: readonly Resource[];
  readonly facts: Facts;
  /** What the manifest says afterwards. */
  readonly manifest: Omit<Manifest, 'files'>;
}

/** The feature that brings the users a resource can belong to. */
export const usersFeature = 'auth-jwt';

const user: KnownEntity = {
  name: 'User',
  table: 'users',
  path: 'src/modules/users/user.entity.ts',
  isUser: true,
};

/** The entities of a project with these resources and features, by name. */
export function entitiesOf(
  resources: Iterable<Resource>,
  features: ReadonlySet<string>,
): ReadonlyMap<string, KnownEntity> {
  const known = [...resources].map(entityOf);
  return new Map(
    [...(features.has(usersFeature) ? [user] : []), ...known].map((entity) => [entity.name, entity]),
  );
}

function entityOf(resource: Resource): KnownEntity {
  const { kebab, plural } = namesOf(resource.name);
  const path = `src/modules/${plural.kebab}/${kebab}.entity.ts`;
  return { name: resource.name, table: plural.snake, path, resource, isUser: false };
}

/** Plans a blueprint: the features, then the resources, then what is remembered of them. The same for create and add. */
export async function planned(
  { project, features, resources, facts, manifest }: Blueprint,
  kit: Kit,
): Promise<Plan> {
  const added = resources.map((resource): Step<Tools> => ({ feature: kit.resource(resource), answers: {} }));
  const moments = new Map(added.map(({ feature }, index) => [feature, secondsAfter(facts.now, index)]));
  const plan = await fold([...features, ...added], project, {
    renderer: kit.renderer,
    format: kit.format,
    tools: ({ feature }) => toolsOf({ ...facts, now: momentOf(feature, moments, facts) }, kit),
  });
  return withManifest(withInstall(plan, facts), manifest);
}

/** Migrations made by one command are named after their moment, and have to stay in order. */
const secondsAfter = (moment: Date, seconds: number): Date => new Date(moment.getTime() + seconds * 1000);

const momentOf = (
  feature: Feature<Tools>,
  moments: ReadonlyMap<Feature<Tools>, Date>,
  { now }: Facts,
): Date => moments.get(feature) ?? now;

function toolsOf(facts: Facts, kit: Kit): Tools {
  return {
    facts,
    http: kit.http(facts),
    persistence: kit.persistence(facts),
    workspace: kit.workspace(facts),
  };
}

/** Changed dependencies have to be installed, whichever feature changed them. */
function withInstall(plan: Plan, { packageManager }: Facts): Plan {
  const tasks = plan.tasks.filter((task) => !isInstall(task));
  if (!plan.changes.some(({ path }) => path === 'package.json')) return { ...plan, tasks };
  const install = {
    run: [packageManager, 'install'],
    because: 'package.json lists new dependencies',
  } as const;
  return { ...plan, tasks: [install, ...tasks] };
}

/** Tells an install from other tasks: what `--no-install` leaves out. */
export const isInstall = ({ run }: Plan['tasks'][number]): boolean =>
  run[1] === 'install' && run.length === 2;
