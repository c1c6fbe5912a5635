import { resourcesToAdd } from '../../src/cli/add-resource.command.js';
import { stepsToAdd } from '../../src/cli/add-feature.command.js';
import { type Kit, planned } from '../../src/cli/compose.js';
import { existingAt, withScannedEntities } from '../../src/cli/existing.js';
import { grown } from '../../src/cli/grow.js';
import { stock } from '../../src/cli/kit.js';
import { newBlueprint } from '../../src/cli/new-project.js';
import { offered } from '../../src/cli/rows.js';
import type { Adapters } from '../../src/cli/stock.js';
import { readManifest } from '../../src/core/manifest.js';
import type { Plan } from '../../src/core/plan.js';
import { Project } from '../../src/core/project.js';
import { defaults } from '../../src/core/question.js';
import { scanRoles } from '../../src/features/scan.js';
import type { ParsedResource } from '../../src/resource/parsed.js';
import type { PlinthFeature } from '../../src/roles/tools.js';

/** A project as its files: path to text. */
export type Files = ReadonlyMap<string, string>;

export const catalogue = await stock.features();

/** What a user can choose: neither foundation nor adapter. */
export const choices = offered(catalogue);

/** Every pair of adapters there is. */
export const adapterPairs: readonly Adapters[] = await pairs();

async function pairs(): Promise<readonly Adapters[]> {
  const [https, persistences] = await Promise.all([scanRoles('http'), scanRoles('persistence')]);
  return [...https.keys()].flatMap((http) =>
    [...persistences.keys()].map((persistence) => ({ http, persistence })),
  );
}

/** The moment of the first command; each one after it comes later, as clocks have it. */
const START = Date.parse('2026-11-22T10:00:00Z');

export const at = (seconds: number): Date => new Date(START + seconds * 1000);

export interface Wanted {
  readonly adapters?: Adapters | undefined;
  readonly features?: readonly PlinthFeature[];
  readonly resources?: readonly ParsedResource[];
}

/** Plans a new project as `create-plinth` does. */
export async function creation(wanted: Wanted): Promise<Plan> {
  const { adapters = adapterPairs[0], features = [], resources = [] } = wanted;
  if (adapters === undefined) throw new Error('There are no adapters.');
  const answers = features.map((feature) => [feature.id, defaults(feature.questions)] as const);
  const blueprint = newBlueprint(
    {
      target: '/nowhere/my-blog',
      shown: 'my-blog',
      name: 'my-blog',
      adapters,
      database: 'postgres',
      packageManager: 'npm',
      features: new Map(answers),
      resources,
      install: false,
      git: false,
    },
    catalogue,
    at(0),
  );
  return planned(blueprint, recording(await stock.kit(adapters, blueprint.project)));
}

/** What each template gave, every time it was rendered by a plan of this process. */
export const rendered = new Map<string, Set<string>>();

function recording(kit: Kit): Kit {
  const { list, render } = kit.renderer;
  return {
    ...kit,
    renderer: {
      list,
      render(template, values) {
        const text = render(template, values);
        rendered.set(template, (rendered.get(template) ?? new Set()).add(text));
        return text;
      },
    },
  };
}

/** The files of the project a plan leads to. */
export function filesOf({ project }: Pick<Plan, 'project'>): Files {
  return new Map(project.list().map((path) => [path, project.read(path) ?? '']));
}

/** A project that holds these files already. */
export function projectOf(files: Files): Project {
  return Project.over({
    read: (path) => files.get(path),
    list: (folder) => [...files.keys()].filter((path) => folder === '' || path.startsWith(`${folder}/`)),
  });
}

async function opened(files: Files, seconds: number) {
  const project = projectOf(files);
  return existingAt(
    { root: '/nowhere/my-blog', project, manifest: readManifest(project) },
    stock,
    at(seconds),
  );
}

/** Plans `plinth add feature`. */
export async function featureAddition(files: Files, feature: PlinthFeature): Promise<Plan> {
  const existing = await opened(files, 0);
  const steps = stepsToAdd({ feature, answers: defaults(feature.questions) }, existing, catalogue);
  return planned(grown(existing, steps, []), existing.kit);
}

/** Plans `plinth add resource`. */
export async function resourceAddition(files: Files, wanted: ParsedResource, seconds = 0): Promise<Plan> {
  const existing = await withScannedEntities(await opened(files, seconds), wanted);
  const resources = resourcesToAdd(wanted, existing);
  return planned(grown(existing, [], resources), existing.kit);
}

/** A feature with all it needs, those first. */
export function closure(feature: PlinthFeature): readonly PlinthFeature[] {
  const needed = choices.filter(({ id }) => feature.needs.includes(id));
  return [...new Set([...needed.flatMap(closure), feature])];
}

/** Plans a resource again in a project that has it: what a merge that lost half of it would need. */
export async function resourceAgain(files: Files, name: string, seconds: number): Promise<Plan> {
  const existing = await opened(files, seconds);
  const resource = existing.manifest.resources[name];
  if (resource === undefined) throw new Error(`The project has no ${name}.`);
  return planned(grown(existing, [], [resource]), existing.kit);
}
