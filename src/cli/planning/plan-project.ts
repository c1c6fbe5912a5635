import type { Step } from '../../core/feature.js';
import type { Generated } from '../../core/hashes.js';
import { isGenerated, withManifest } from '../../core/manifest.js';
import type { Manifest } from '../../core/manifest-shape.js';
import { fold, type Plan, type Workshop } from '../../core/plan.js';
import type { Project } from '../../core/project.js';
import type { WantedJob } from '../../features/jobs/job.js';
import { plainName } from '../../core/quoting.js';
import { namesOfResource } from '../../resource/names.js';
import { profileOf, userAmong, withProfile } from '../../resource/graph/profile.js';
import type { OwnTables } from '../../resource/graph/context.js';
import type { KnownEntity, Resource, ScalarField } from '../../resource/model.js';
import type { UserRoles } from '../../resource/user-roles.js';
import { type Facts, isIdentity, type PlinthFeature, type Tools } from '../../roles/tools.js';
import type { MigrationHistory, TableChanges } from '../../roles/persistence/contract.js';
import type { Order } from '../../roles/order.js';
import { isPublished, version } from '../../package.js';

/** What planning needs beside the steps: templates, a formatter, and the adapters of the project's framework and database. */
export interface PlanningParts extends Pick<Workshop<Tools>, 'renderer' | 'format'> {
  /** As a new project's files are formatted. */
  formatAsCreated: Workshop<Tools>['format'];
  /** What every feature is planned with. */
  tools(facts: Facts): Tools;
  resource(resource: Resource): PlinthFeature;
  /** What features bring where others are there too. */
  beside(steps: readonly Step<Tools>[], facts: Facts): readonly Step<Tools>[];
  /** Its files alone. */
  resourceFiles(resource: Resource): PlinthFeature;
  /** What it adds to the files of those it points at. */
  inverseSides(resource: Resource): PlinthFeature;
  /** Files, each with a test, that resources share and that go with the last of them. */
  sharedParts: readonly string[];
  /** A job with its queue and its test. */
  job(job: WantedJob): PlinthFeature;
  /** What a preset brings beside the resources of its spec, if anything. */
  presetCode(id: string): PlinthFeature | undefined;
  /** The file that says what people of each role may do. */
  readonly permissions: PlinthFeature;
  /** The migration of roles that users can have. */
  changedRoles(before: UserRoles, after: UserRoles): PlinthFeature;
  /** The migration of resources that change. */
  changedTables(changes: TableChanges): PlinthFeature;
  /** The order of what all features put into shared files. */
  order(tools: Tools): Order;
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
  readonly manifest: Manifest;
  /** Planned last: what changes the tables that are there. */
  readonly alterations?: readonly Step<Tools>[];
  /** Of files where the project has something else: it was edited, and merged, or left. */
  readonly generated?: Generated;
  /** It was planned before: what is missing of it is planned again. */
  readonly again?: boolean;
}

/** The entities of a project with these resources and features, by name. */
export function entitiesOf(
  resources: Iterable<Resource>,
  features: readonly Pick<PlinthFeature, 'entities'>[],
): ReadonlyMap<string, KnownEntity> {
  const known = [...features.flatMap(({ entities = [] }) => entities), ...[...resources].map(entityOf)];
  return new Map(known.map((entity) => [entity.name, entity]));
}

/** What resources can point at and belong to that come with these features. */
export const surroundings = (features: readonly PlinthFeature[]) => ({
  entities: entitiesOf([], features),
  auth: features.some(isIdentity),
  ownTables: tablesOf(features),
});

const tablesOf = (features: readonly PlinthFeature[]): OwnTables =>
  new Map(features.flatMap(({ id, tables = [] }) => tables.map((table) => [table, id] as const)));

/** The tables that the features of a project keep for themselves. */
export const ownTablesOf = (catalogue: readonly PlinthFeature[], ids: ReadonlySet<string>): OwnTables =>
  tablesOf(catalogue.filter(({ id }) => ids.has(id)));

/** What the manifest says of the user entity: nothing where nothing was added to it. */
export function userPart(profile: Resource | undefined): Pick<Manifest, 'user'> {
  const fields = (profile?.fields ?? []).filter((field) => field.kind === 'scalar');
  return fields.length === 0 ? {} : { user: { fields } };
}

/** What the manifest says of roles: nothing where there are only those of every project. */
export const rolesPart = (roles: UserRoles): Pick<Manifest, 'roles'> =>
  Object.keys(roles).length === 0 ? {} : { roles };

/** What is true of a project with this manifest. */
export function factsOf(
  { name, packageManager, database, features, user, roles = {}, resources }: Manifest,
  catalogue: readonly PlinthFeature[],
  now: Date,
): Facts {
  const installed = catalogue.filter(({ id }) => id in features);
  return {
    name: plainName(name),
    packageManager,
    database,
    version: version(),
    published: isPublished(),
    now,
    features: new Set(Object.keys(features)),
    hasIdentity: installed.some(isIdentity),
    roles,
    entities: withUserFields(entitiesOf(Object.values(resources), installed), user?.fields),
  };
}

/** The user entity with what people added to it, where the project has one. */
function withUserFields(
  entities: Facts['entities'],
  fields: readonly ScalarField[] = [],
): ReadonlyMap<string, KnownEntity> {
  const user = userAmong(entities);
  return withProfile(entities, user && profileOf(user.name, fields));
}

/** The entity of a resource, where it is written. */
export function entityOf(resource: Resource): KnownEntity {
  const { kebab, plural } = namesOfResource(resource);
  const path = `src/modules/${plural.kebab}/${kebab}.entity.ts`;
  return { name: resource.name, table: plural.snake, path, resource, isUser: false };
}

/** Plans a blueprint: the features, then the resources, then what is remembered of them. The same for create and add. */
export async function planned(
  { project, features, resources, alterations = [], facts, manifest, again, generated }: Blueprint,
  parts: PlanningParts,
): Promise<Plan> {
  const added = resources.map((resource): Step<Tools> => ({
    feature: parts.resource(resource),
    answers: {},
  }));
  const tools = parts.tools(facts);
  const history = tools.persistence.history(project);
  const moments = momentsOf(resources, history, facts, parts);
  // A new project gets everything in this order anyway.
  const isNew = !project.has('package.json');
  const order = isNew || features.length === 0 ? undefined : parts.order(tools);
  for (const { feature } of alterations) moments.set(feature.id, history.next(facts.now));
  const steps = [...features, ...parts.beside(features, facts), ...added, ...alterations];
  const plan = await fold(steps, project, {
    renderer: parts.renderer,
    format: parts.format,
    isOurs: again === true ? isGenerated(project) : undefined,
    tools: ({ feature }) =>
      parts.tools({
        ...facts,
        ...(order && { order }),
        tables: history.tables,
        now: moments.get(feature.id) ?? facts.now,
      }),
  });
  const notes = [...plan.notes, ...history.unlisted().map(unlistedNote)];
  return withManifest(withInstall({ ...plan, notes }, facts), manifest, generated);
}

const unlistedNote = (path: string): string =>
  `${path} is in no list of migrations, so it never runs: add its class to the data source, or delete the file.`;

/** Migrations are named after their moment and run in that order: each comes after all that are there, and after those before it. */
function momentsOf(
  resources: readonly Resource[],
  history: MigrationHistory,
  facts: Facts,
  parts: PlanningParts,
): Map<string, Date> {
  const moments = new Map<string, Date>();
  let next = history.next(facts.now);
  for (const resource of resources) {
    const before = history.of(resource);
    moments.set(parts.resource(resource).id, before ?? next);
    if (before === undefined) next = new Date(next.getTime() + 1000);
  }
  return moments;
}

/** Changed dependencies have to be installed, whichever feature changed them. */
export function withInstall(
  plan: Plan,
  { packageManager }: Facts,
  because = 'package.json lists new dependencies',
): Plan {
  const tasks = plan.tasks.filter((task) => !isInstall(task));
  if (!plan.changes.some(({ path }) => path === 'package.json')) return { ...plan, tasks };
  const install = { run: [packageManager, 'install'], because } as const;
  return { ...plan, tasks: [install, ...tasks] };
}

/** Tells an install from other tasks: what `--no-install` leaves out. */
export const isInstall = ({ run }: Plan['tasks'][number]): boolean =>
  run[1] === 'install' && run.length === 2;
