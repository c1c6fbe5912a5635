import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UserError } from '../../core/errors.js';
import type { Project } from '../../core/project.js';
import { builtInTemplates, extension, packageName, sources, version } from '../../package.js';
import { scanFeatures, scanRoles } from '../../features/scan.js';
import type { KnownEntity } from '../../resource/model.js';
import { formatter } from '../../rendering/format.js';
import { formatOptionsOf } from '../../rendering/format-options.js';
import { ourStyle } from '../../rendering/house-style.js';
import { templates } from '../../rendering/templates.js';
import type { Framework, Platform } from '../../roles/http/contract.js';
import type { PersistenceRole } from '../../roles/persistence/contract.js';
import {
  type AdapterRole,
  adapterRoles,
  type Facts,
  isAdapter,
  type PlinthFeature,
} from '../../roles/tools.js';
import type { ComposeService } from '../../roles/workspace/contract.js';
import { workspace } from '../../roles/workspace/wiring.js';
import type { PlanningParts } from './plan-project.js';
import type { Adapters, BuiltIns } from './built-ins.js';
import { order } from '../../core/recipe.js';
import { besides } from '../../roles/beside.js';
import { orderOf } from '../../roles/canonical-order.js';
import { changedRoles } from '../../features/accounts/changed-roles.js';
import { permissions } from '../../roles/http/common.js';
import { jobFeature } from '../../features/jobs/job.js';
import { presetCode } from '../../features/presets/presets.js';
import {
  changedTables,
  inverseSides,
  resourceFeature,
  resourceFiles,
  sharedParts,
} from '../../features/resource/feature.js';

type FrameworkWiring = (facts: Facts) => Framework;
type PersistenceWiring = (facts: Facts, platform: Platform) => PersistenceRole;

/** The real thing: what lies in `src/features`, `src/roles` and `templates`. */
export const builtIns: BuiltIns = {
  features: scanFeatures,
  parts: partsFor,
  adapters: async (role) => [...(await scanRoles(role)).keys()],
  detected,
  entities: scannedEntities,
};

/** One for all plans of a process: a template is compiled once. */
const shippedTemplates = templates([builtInTemplates]);

async function partsFor(adapters: Adapters, project: Project, overrides?: string): Promise<PlanningParts> {
  const [frameworks, persistences, catalogue, options] = await Promise.all([
    scanRoles<FrameworkWiring>('http'),
    scanRoles<PersistenceWiring>('persistence'),
    scanFeatures(),
    formatOptionsOf(project),
  ]);
  const renderer = overrides === undefined ? shippedTemplates : templates([overrides, builtInTemplates]);
  const versions = versionsIn(renderer.render('versions/package.json', {}));
  const all = canonical(catalogue, adapters);
  const framework = adapter(frameworks, adapters.http, 'framework');
  const persistence = adapter(persistences, adapters.persistence, 'persistence layer');
  return {
    renderer,
    format: formatter(options),
    formatAsCreated: formatter(ourStyle),
    tools(facts) {
      const { platform, api } = framework(facts);
      return {
        facts,
        platform,
        api,
        persistence: persistence(facts, platform),
        workspace: workspace(versions, servicesOf(all, facts.features), facts.order),
      };
    },
    order: (tools) => orderOf(all, tools),
    beside: (steps, facts) => besides(steps, catalogue, facts),
    resource: resourceFeature,
    resourceFiles,
    inverseSides,
    sharedParts: Object.values(sharedParts).map(({ path }) => path),
    changedTables,
    permissions,
    changedRoles,
    job: jobFeature,
    presetCode,
  };
}

/** As a project with every feature would be planned. */
function canonical(catalogue: readonly PlinthFeature[], adapters: Adapters): readonly PlinthFeature[] {
  const others = catalogue.filter(
    (feature) => !isAdapter(feature) || Object.values(adapters).includes(feature.id),
  );
  const steps = order(
    others.map((feature) => ({ feature, answers: {} })),
    new Set(),
    others,
  );
  const features = new Set(others.map(({ id }) => id));
  return [...steps, ...besides(steps, others, { features })].map(({ feature }) => feature);
}

const servicesOf = (
  catalogue: readonly PlinthFeature[],
  ids: ReadonlySet<string>,
): readonly ComposeService[] =>
  catalogue.filter(({ id }) => ids.has(id)).flatMap(({ services = [] }) => services);

function adapter<T>(known: ReadonlyMap<string, T>, id: string, what: string): T {
  const found = known.get(id);
  if (found !== undefined) return found;
  throw new UserError(
    `This version of Plinth knows no ${what} called "${id}".`,
    `It knows ${[...known.keys()].join(', ')}. Was the project made by a newer version?`,
  );
}

/** Every version we ever write, whatever kind of dependency it becomes. */
function versionsIn(text: string): Readonly<Record<string, string>> {
  const { dependencies, devDependencies } = JSON.parse(text) as Record<
    string,
    Record<string, string> | undefined
  >;
  return { ...dependencies, ...devDependencies, [packageName]: version() };
}

async function detected(project: Project): Promise<Partial<Adapters>> {
  const found = await Promise.all(
    adapterRoles.map(async (role) => [role, await detectedIn(role, project)] as const),
  );
  return Object.fromEntries(found.filter(([, id]) => id !== undefined));
}

/** The adapter with the strongest evidence: 0 for none, more for a framework that is built upon another. */
async function detectedIn(kind: AdapterRole, project: Project): Promise<string | undefined> {
  let best: { readonly id: string; readonly evidence: number } | undefined;
  for (const id of (await scanRoles(kind)).keys()) {
    const module = await roleModule<{ default: (project: Project) => number }>(kind, id, 'detect');
    const evidence = module.default(project);
    if (evidence > (best?.evidence ?? 0)) best = { id, evidence };
  }
  return best?.id;
}

async function scannedEntities(persistence: string, project: Project): Promise<readonly KnownEntity[]> {
  const { findEntities } = await roleModule<{ findEntities: (project: Project) => readonly KnownEntity[] }>(
    'persistence',
    persistence,
    'entities',
  );
  return findEntities(project);
}

function roleModule<T>(kind: string, id: string, name: string): Promise<T> {
  const path = join(sources, 'roles', kind, id, `${name}${extension}`);
  return import(pathToFileURL(path).href) as Promise<T>;
}
