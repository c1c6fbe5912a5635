import process from 'node:process';
import { resourcesToAdd } from '../../src/cli/commands/add-resource.command.js';
import { type ModelChange, modelChange } from '../../src/cli/planning/model-change.js';
import { fieldOwners } from '../../src/cli/planning/resources.js';
import { editsOf, filledWith, withChangedField } from '../../src/cli/planning/changed-field.js';
import { withAction, withoutAction } from '../../src/cli/planning/changed-actions.js';
import { withCheck, withoutCheck } from '../../src/cli/planning/changed-checks.js';
import { type KindOfList, withList, withoutList } from '../../src/cli/planning/changed-lists.js';
import { type RuleEdits, withChangedRules } from '../../src/cli/planning/changed-rules.js';
import { fieldCalled, withoutFields, withRenamedField } from '../../src/cli/planning/old-fields.js';
import { type NewName, withoutResource, withRenamedResource } from '../../src/cli/planning/old-resource.js';
import type { FieldCheck, Resource } from '../../src/resource/model.js';
import { backfillOf, newFields } from '../../src/cli/planning/new-fields.js';
import { type GivenJob, wantedJob } from '../../src/cli/planning/wanted-job.js';
import { stepsToAdd } from '../../src/cli/commands/add-feature.command.js';
import { type PlanningParts, planned } from '../../src/cli/planning/plan-project.js';
import { type Existing, existingAt, withScannedEntities } from '../../src/cli/project/existing.js';
import { extended, plannedChange, plannedResources } from '../../src/cli/planning/addition.js';
import { builtIns as shipped } from '../../src/cli/planning/load-built-ins.js';
import { newBlueprint } from '../../src/cli/planning/new-project.js';
import { withPresetCode } from '../../src/cli/planning/preset-code.js';
import { offered } from '../../src/cli/commands/offered-features.js';
import type { Adapters, BuiltIns } from '../../src/cli/planning/built-ins.js';
import type { Values } from '../../src/core/draft.js';
import { hashesPath } from '../../src/core/hashes.js';
import { readManifest } from '../../src/core/manifest.js';
import { historyOf, withHistory } from '../../src/core/history.js';
import { migrationsOf, plannedUndo } from '../../src/cli/planning/planned-undo.js';
import type { Plan } from '../../src/core/plan.js';
import { Project } from '../../src/core/project.js';
import { defaults } from '../../src/core/question.js';
import { scanRoles } from '../../src/features/scan.js';
import { formatOptionsOf } from '../../src/rendering/format-options.js';
import { parseField } from '../../src/resource/language/field-language.js';
import type { ParsedAction, ParsedResource } from '../../src/resource/parsed.js';
import { resolveRoles, type UserRoles } from '../../src/resource/user-roles.js';
import type { PlinthFeature } from '../../src/roles/tools.js';

/** A project as its files: path to text. */
export type Files = ReadonlyMap<string, string>;

const formatted = new Map<string, Promise<string>>();

/** What the commands have, except that no text is formatted twice in one process: half of the time of planning is formatting. */
const builtIns: BuiltIns = {
  ...shipped,
  async parts(adapters, project, overrides) {
    const parts = await shipped.parts(adapters, project, overrides);
    const options = JSON.stringify(await formatOptionsOf(project));
    return {
      ...parts,
      format(path, text, verbatim) {
        const key = [options, path, verbatim, text].join('\0');
        const result = formatted.get(key) ?? parts.format(path, text, verbatim);
        formatted.set(key, result);
        return result;
      },
    };
  },
};

export const catalogue = await builtIns.features();

/** What a user can choose: neither foundation nor adapter. */
export const choices = offered(catalogue);

/** Every pair of adapters there is. */
export const adapterPairs: readonly Adapters[] = await pairs();

/** Those that changes of projects are tried on: CI takes another framework with each commit. All of them where nothing is said. */
export const changedPairs: readonly Adapters[] = adapterPairs.filter(
  ({ http }) => http === (process.env['PLINTH_CHANGES_ON'] ?? http),
);
if (changedPairs.length === 0) {
  throw new Error(`PLINTH_CHANGES_ON is ${process.env['PLINTH_CHANGES_ON'] ?? ''}, which is no framework.`);
}

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
  readonly name?: string;
  readonly packageManager?: 'npm' | 'pnpm' | 'yarn' | 'bun';
  readonly adapters?: Adapters | undefined;
  readonly features?: readonly PlinthFeature[];
  /** `bio:text:optional`, of the user entity. */
  readonly userFields?: readonly string[];
  readonly resources?: readonly ParsedResource[];
  readonly roles?: UserRoles;
  /** Whose own code comes with it. */
  readonly preset?: string;
  /** Is told of every template that is rendered, and with what. */
  readonly watch?: (template: string, values: Values) => void;
}

/** Plans a new project as `create-plinth` does. */
export async function creation(wanted: Wanted): Promise<Plan> {
  const { name = 'my-blog', adapters = adapterPairs[0], packageManager = 'npm' } = wanted;
  const { features = [], resources = [], userFields = [], roles = {} } = wanted;
  if (adapters === undefined) throw new Error('There are no adapters.');
  const answers = features.map((feature) => [feature.id, defaults(feature.questions)] as const);
  const blueprint = newBlueprint(
    {
      target: '/nowhere/my-blog',
      shown: 'my-blog',
      name,
      adapters,
      database: 'postgres',
      packageManager,
      features: new Map(answers),
      userFields: userFields.map(parseField),
      roles,
      resources,
      install: false,
      git: false,
      preset: undefined,
    },
    catalogue,
    at(0),
  );
  const parts = recording(await builtIns.parts(adapters, blueprint.project), wanted.watch);
  return withPresetCode(await planned(blueprint, parts), wanted.preset, blueprint, parts);
}

/** What each template gave, every time it was rendered by a plan of this process. */
export const rendered = new Map<string, Set<string>>();

function recording(parts: PlanningParts, watch?: Wanted['watch']): PlanningParts {
  const { list, render } = parts.renderer;
  return {
    ...parts,
    renderer: {
      list,
      render(template, values) {
        watch?.(template, values);
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

export async function opened(files: Files, seconds: number) {
  const project = projectOf(files);
  return existingAt(
    { root: '/nowhere/my-blog', project, manifest: readManifest(project) },
    builtIns,
    at(seconds),
  );
}

/** Plans `plinth add feature`. */
export async function featureAddition(files: Files, feature: PlinthFeature): Promise<Plan> {
  const existing = await opened(files, 0);
  const steps = stepsToAdd({ feature, answers: defaults(feature.questions) }, existing, catalogue);
  const again = existing.manifest.features[feature.id] !== undefined;
  return planned(extended(existing, steps, [], again), existing.parts);
}

/** Plans `plinth add resource`. */
export async function resourceAddition(files: Files, wanted: ParsedResource, seconds = 0): Promise<Plan> {
  const existing = await withScannedEntities(await opened(files, seconds), wanted);
  const resources = resourcesToAdd(wanted, existing);
  return plannedResources(existing, resources);
}

/** Plans `plinth add job`. */
export async function jobAddition(files: Files, given: GivenJob, seconds = 0): Promise<Plan> {
  const existing = await opened(files, seconds);
  const parts = recording(existing.parts);
  const alterations = [{ feature: parts.job(wantedJob(given)), answers: {} }];
  return planned({ ...extended(existing, [], []), alterations }, parts);
}

interface FieldOptions {
  readonly seconds?: number;
  /** As on the command line; 'any': the rows that are there do not matter. */
  readonly backfill?: readonly string[] | 'any';
}

/** Plans `plinth add field`. */
export async function fieldAddition(
  files: Files,
  name: string,
  texts: readonly string[],
  { seconds = 0, backfill = [] }: FieldOptions = {},
): Promise<Plan> {
  const existing = await opened(files, seconds);
  const before = resourceIn(existing, name);
  const { fields, after } = newFields(before, texts, existing);
  const values =
    backfill === 'any'
      ? new Map(fields.map((field) => [field.name, '']))
      : backfillOf(fields, backfill, existing);
  const parts = recording(existing.parts);
  const change = modelChange(after, existing, { [name]: { backfill: values } });
  return plannedChange({ ...existing, parts }, change);
}

/** Plans `plinth remove field`. */
export async function fieldRemoval(
  files: Files,
  name: string,
  fields: readonly string[],
  seconds = 0,
): Promise<Plan> {
  const existing = await opened(files, seconds);
  const after = withoutFields(resourceIn(existing, name), fields, existing);
  return changePlan(existing, modelChange(after, existing, { [name]: {} }));
}

/** Plans `plinth remove resource`. */
export async function resourceRemoval(
  files: Files,
  name: string,
  seconds = 0,
  withRelations = true,
): Promise<Plan> {
  const existing = await opened(files, seconds);
  const after = withoutResource(resourceIn(existing, name), withRelations, existing);
  return changePlan(existing, modelChange(after, existing, {}));
}

/** Plans `plinth rename resource`. */
export async function resourceRename(
  files: Files,
  [from, to]: readonly [string, string],
  seconds = 0,
  more: Omit<NewName, 'to'> = {},
): Promise<Plan> {
  const existing = await opened(files, seconds);
  const after = withRenamedResource(resourceIn(existing, from), { to, ...more }, existing);
  return changePlan(
    existing,
    modelChange(after, existing, { [from]: {} }, { called: new Map([[from, to]]) }),
  );
}

/** Plans what makes these the roles of a project. */
export async function roleChange(files: Files, wanted: UserRoles, seconds = 0): Promise<Plan> {
  const existing = await opened(files, seconds);
  const { resources } = existing.manifest;
  const roles = resolveRoles(wanted, { resources: Object.values(resources), auth: true });
  return changePlan(existing, modelChange(resources, existing, {}, { roles }));
}

/** Plans `plinth rename field`. */
export async function fieldRename(
  files: Files,
  name: string,
  [from, to]: readonly [from: string, to: string],
  seconds = 0,
): Promise<Plan> {
  const existing = await opened(files, seconds);
  const after = withRenamedField(resourceIn(existing, name), { from, to }, existing);
  return changePlan(existing, modelChange(after, existing, { [name]: { renamed: new Map([[from, to]]) } }));
}

/** Plans `plinth change field`; the options as commander gives them. */
export async function fieldChange(
  files: Files,
  name: string,
  field: string,
  options: Readonly<Record<string, string | boolean>>,
  seconds = 0,
): Promise<Plan> {
  const existing = await opened(files, seconds);
  const before = resourceIn(existing, name);
  const after = withChangedField(before, field, editsOf(options), existing);
  const fields = {
    before: fieldCalled(field, before),
    after: fieldCalled(field, after[name] ?? before),
  };
  const { backfill } = options;
  const filled = filledWith(fields, typeof backfill === 'string' ? backfill : undefined, 'rows');
  return changePlan(existing, modelChange(after, existing, { [name]: { backfill: filled } }));
}

/** Plans `plinth change resource`. */
export async function rulesChange(files: Files, name: string, edits: RuleEdits, seconds = 0): Promise<Plan> {
  const existing = await opened(files, seconds);
  const after = withChangedRules(resourceIn(existing, name), edits, existing);
  return changePlan(existing, modelChange(after, existing, { [name]: {} }));
}

/** Plans `plinth add index`. */
export async function indexAddition(
  files: Files,
  name: string,
  wanted: KindOfList,
  seconds = 0,
): Promise<Plan> {
  const existing = await opened(files, seconds);
  const after = withList(resourceIn(existing, name), wanted, existing);
  return changePlan(existing, modelChange(after, existing, { [name]: {} }));
}

/** Plans `plinth remove index`. */
export async function indexRemoval(files: Files, name: string, gone: KindOfList, seconds = 0): Promise<Plan> {
  const existing = await opened(files, seconds);
  const after = withoutList(resourceIn(existing, name), gone, existing);
  return changePlan(existing, modelChange(after, existing, { [name]: {} }));
}

/** Plans `plinth add check`. */
export async function checkAddition(
  files: Files,
  name: string,
  check: FieldCheck,
  seconds = 0,
): Promise<Plan> {
  const existing = await opened(files, seconds);
  const after = withCheck(resourceIn(existing, name), check, existing);
  return changePlan(existing, modelChange(after, existing, { [name]: {} }));
}

/** Plans `plinth remove check`. */
export async function checkRemoval(files: Files, name: string, gone: FieldCheck, seconds = 0): Promise<Plan> {
  const existing = await opened(files, seconds);
  const after = withoutCheck(resourceIn(existing, name), gone, existing);
  return changePlan(existing, modelChange(after, existing, { [name]: {} }));
}

/** Plans `plinth add action`. */
export async function actionAddition(
  files: Files,
  name: string,
  action: ParsedAction,
  seconds = 0,
): Promise<Plan> {
  const existing = await opened(files, seconds);
  const after = withAction(resourceIn(existing, name), action, existing);
  return changePlan(existing, modelChange(after, existing, { [name]: {} }));
}

/** Plans `plinth remove action`. */
export async function actionRemoval(files: Files, name: string, gone: string, seconds = 0): Promise<Plan> {
  const existing = await opened(files, seconds);
  const after = withoutAction(resourceIn(existing, name), gone, existing);
  return changePlan(existing, modelChange(after, existing, { [name]: {} }));
}

/** What a plan leads to, with its entry in the history. */
export const recorded = (plan: Plan, seconds: number): Files =>
  filesOf(withHistory(plan, { plinth: '0.0.0', command: 'change', at: at(seconds) }));

/** Plans `plinth undo` of the last commands. */
export async function undoing(
  files: Files,
  { seconds, count = 1, keep }: { readonly seconds: number; readonly count?: number; readonly keep: boolean },
): Promise<Plan> {
  const existing = await opened(files, seconds);
  const entries = historyOf(existing.project).slice(0, count);
  const kept = keep ? migrationsOf(entries, existing) : [];
  return plannedUndo({ ...existing, parts: recording(existing.parts) }, entries, kept);
}

function resourceIn(existing: Existing, name: string): Resource {
  const resource = fieldOwners(existing)[name];
  if (resource === undefined) throw new Error(`The project has no ${name}.`);
  return resource;
}

const changePlan = (existing: Existing, change: ModelChange): Promise<Plan> =>
  plannedChange({ ...existing, parts: recording(existing.parts) }, change);

/** The files without what tells the order of the commands: migrations, and the list of them. */
export function withoutHistory(files: Files): Readonly<Record<string, string>> {
  const isHistory = (path: string) =>
    path === hashesPath ||
    path === 'src/database/data-source.ts' ||
    path.startsWith('src/database/migrations/');
  return Object.fromEntries([...files].filter(([path]) => !isHistory(path)));
}

/** The files where the order of appended items is none: of modules that are listed, and of the other sides of relations. */
export function withoutOrder(files: Files): Readonly<Record<string, string>> {
  const isList = (path: string): boolean => /(?:\.entity|\/modules|\/app\.module)\.ts$/.test(path);
  const sorted = (text: string): string =>
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .toSorted()
      .join('\n');
  return Object.fromEntries(
    Object.entries(withoutHistory(files)).map(([path, text]) => [path, isList(path) ? sorted(text) : text]),
  );
}

/** A feature with all it needs, those first; of several that fill a role, the first. */
export function closure(feature: PlinthFeature): readonly PlinthFeature[] {
  const needed = feature.needs.flatMap(
    (need) => choices.find(({ id, role }) => id === need || role === need) ?? [],
  );
  return [...new Set([...needed.flatMap(closure), feature])];
}

/** Plans a resource again in a project that has it: what a merge that lost half of it would need. */
export async function resourceAgain(files: Files, name: string, seconds: number): Promise<Plan> {
  const existing = await opened(files, seconds);
  const resource = existing.manifest.resources[name];
  if (resource === undefined) throw new Error(`The project has no ${name}.`);
  return plannedResources(existing, [resource], true);
}
