import { isAbsolute, relative, sep } from 'node:path';
import { commit } from '../../core/commit.js';
import type { ManualStep } from '../../core/draft.js';
import type { Step } from '../../core/feature.js';
import { manifestPath } from '../../core/manifest.js';
import type { Plan } from '../../core/plan.js';
import type { Project } from '../../core/project.js';
import { nodeDisk } from '../../ports/node-disk.js';
import { takenByFeatures } from '../../resource/graph/clashes.js';
import { withProfile } from '../../resource/graph/profile.js';
import { refuse } from '../../resource/mistakes.js';
import type { Resource } from '../../resource/model.js';
import type { ResourceChange } from '../../roles/persistence/contract.js';
import { isIdentity, type Tools } from '../../roles/tools.js';
import {
  type Blueprint,
  entitiesOf,
  isInstall,
  planned,
  rolesPart,
  surroundings,
  userPart,
} from './plan-project.js';
import { upToDate, writtenFiles } from './changed-files.js';
import { withoutModules } from './gone-modules.js';
import { areOtherRoles, missingFrom, type ModelChange } from './model-change.js';
import { modelOf } from './model.js';
import { withPermissions } from './permissions.js';
import { stayFormatted } from './stay-formatted.js';
import { type Moved, withMovedModules } from './renamed-modules.js';
import { usesOfGone } from './uses.js';
import { withHistory } from '../../core/history.js';
import { programLine, shellLine, shellWord } from '../output/command-line.js';
import { runPlan } from '../running/run-plan.js';
import type { Existing } from '../project/existing.js';
import type { Words } from '../output/report.js';
import type { Result } from '../output/result.js';
import { version } from '../../package.js';
import type { Session } from '../world.js';

/** The blueprint of an existing project with features and resources added to it; `again`, where it has them. */
export function extended(
  { project, facts, manifest, catalogue }: Existing,
  features: readonly Step<Tools>[],
  resources: readonly Resource[],
  again = false,
): Blueprint {
  const answers = Object.fromEntries(features.map((step) => [step.feature.id, step.answers]));
  const all = { ...manifest.resources, ...Object.fromEntries(resources.map((one) => [one.name, one])) };
  const ids = new Set([...facts.features, ...Object.keys(answers)]);
  const planned = catalogue.filter(({ id }) => id in answers);
  const { ownTables } = surroundings(catalogue.filter(({ id }) => ids.has(id)));
  refuse(takenByFeatures(Object.values(all), ownTables));
  const entities = new Map([...entitiesOf(Object.values(all), planned), ...facts.entities]);
  const hasIdentity = facts.hasIdentity || planned.some(isIdentity);
  return {
    project,
    features,
    resources,
    again,
    facts: { ...facts, features: ids, hasIdentity, entities },
    manifest: {
      ...manifest,
      plinth: version(),
      features: { ...manifest.features, ...answers },
      resources: all,
    },
  };
}

/** Plans an existing project with new resources; `again`, where it has them: then what is missing of them. */
export async function plannedResources(
  existing: Existing,
  resources: readonly Resource[],
  again = false,
): Promise<Plan> {
  const wider = extended(existing, [], resources, again);
  const isOld = ([name]: readonly [string, unknown]): boolean => resources.every((one) => one.name !== name);
  const entities = new Map([...existing.facts.entities].filter(isOld));
  const sources = { before: { ...existing.facts, entities }, after: wider.facts };
  const { project, generated, manual } = await withPermissions(existing.project, sources, existing);
  const plan = await planned({ ...wider, project, generated }, existing.parts);
  const what = `let roles be granted permissions for ${resources.map(({ name }) => name).join(', ')}`;
  const edits = project.changes().map(({ path }) => [path, [what]] as const);
  return {
    ...plan,
    manual: [...manual, ...plan.manual],
    edits: new Map([...edits, ...plan.edits]),
  };
}

/**
 * Plans an existing project whose resources change: their files are merged, their tables get a migration, and the code that says a name
 * which is gone is named.
 *
 * @param permitted the resources and roles that the file of permissions knows.
 */
export async function plannedChange(
  existing: Existing,
  change: ModelChange,
  permitted: Pick<Existing['facts'], 'entities' | 'roles'> = existing.facts,
): Promise<Plan> {
  const { facts, manifest, parts } = existing;
  const moved = await withMovedModules(change, existing);
  const before = modelOf(change.before, existing, change);
  const known = {
    ...facts,
    entities: withProfile(facts.entities, change.profile),
    roles: change.roles,
  };
  const after = modelOf(change.after, { ...existing, facts: known, project: moved.project }, change);
  const {
    generated: ofResources,
    gone: goneFiles,
    ...merged
  } = await upToDate(change, { before, after }, moved, existing);
  const left = withoutModules(goneFiles, merged.project, existing);
  const isMoving = change.called.size + goneFiles.size > 0;
  const settled = isMoving ? await stayFormatted(left.project, moved, existing) : left.project;
  const permissions = await withPermissions(settled, { before: permitted, after: after.facts }, existing);
  const { project } = permissions;
  const generated = new Map([...ofResources, ...permissions.generated]);
  const changed = {
    ...existing,
    project,
    facts: { ...facts, entities: after.facts.entities, roles: change.roles },
    manifest: {
      ...withoutOptional(manifest),
      ...userPart(change.profile),
      ...rolesPart(change.roles),
      resources: change.after,
    },
  };
  const features = [
    parts.changedTables({
      changed: change.changed,
      removed: before.inOrder(change.removed),
      project: withFormer(moved.paths, moved.project, existing.project),
      known: new Map([...before.facts.entities, ...after.facts.entities]),
    }),
    ...change.changed.filter(hasNewRelation).map((one) => parts.inverseSides(one.after)),
    ...(areOtherRoles(facts.roles, change.roles) ? [parts.changedRoles(facts.roles, change.roles)] : []),
  ];
  const alterations = features.map((feature) => ({ feature, answers: {} }));
  const plan = await planned({ ...extended(changed, [], []), alterations, generated }, parts);
  const render = writtenFiles(after, existing);
  const uses = await usesOfGone(change, {
    before: existing.project,
    moved,
    project: plan.project,
    written: async (path) => generated.get(path) ?? render(path),
  });
  const own = [...moved.manual, ...merged.manual, ...permissions.manual];
  const gone = [...own, ...left.manual.filter(elsewhere(own))];
  return { ...plan, manual: [...gone, ...plan.manual, ...uses.filter(elsewhere(gone))] };
}

/** A file that is left alone uses what is gone in what was to be changed: of that nothing more is said. */
const elsewhere =
  (steps: readonly ManualStep[]) =>
  ({ path }: ManualStep): boolean =>
    steps.every((step) => step.path !== path);

/** Without what a manifest has only where there is something to say. */
const withoutOptional = ({
  user: _user,
  roles: _roles,
  ...rest
}: Existing['manifest']): Existing['manifest'] => rest;

/** With the files that were moved also where they were. */
const withFormer = (paths: Moved['paths'], project: Project, former: Project): Project =>
  project.writeAll(
    new Map(
      [...paths.keys()].flatMap((path) => {
        const text = former.read(path);
        return text === undefined ? [] : [[path, text] as const];
      }),
    ),
  );

const hasNewRelation = ({ before, after }: ResourceChange): boolean =>
  missingFrom(before, after).some(({ kind }) => kind !== 'scalar');

interface OnExisting {
  readonly command: string;
  readonly existing: Existing;
  readonly plan: Plan;
  readonly headline: string;
  readonly about?: Words['about'];
  readonly again?: string | undefined;
  readonly install: boolean;
  readonly data: Readonly<Record<string, unknown>>;
}

interface Addition extends Omit<OnExisting, 'again'> {
  /** The command line without `plinth`, with every answer in it. */
  readonly words: readonly string[];
}

/** Shows or commits a plan for an existing project, and records it in the history. */
export function runAddition({ plan, words, ...addition }: Addition, session: Session): Promise<Result> {
  const line = shellLine(words);
  const told = { plinth: version(), command: line, at: session.started };
  const again = `${programLine('plinth', session.world.userAgent)} ${line}`;
  return runOnExisting(
    {
      ...addition,
      // Where nothing was asked, the line is the one that was typed.
      again: session.asking?.asked() === true ? again : undefined,
      plan: withHistory(plan, told),
    },
    session,
  );
}

/** Shows or commits a plan for an existing project. */
export function runOnExisting(
  { plan, install, existing, ...said }: OnExisting,
  session: Session,
): Promise<Result> {
  const { root, facts } = existing;
  const noted = { ...plan, notes: [...plan.notes, ...existing.formattingNotes(), ...lostNote(existing)] };
  const run = `${facts.packageManager} run`;
  const changed = plan.changes.some(({ path }) => path === 'package.json');
  return runPlan(
    {
      ...said,
      plan: install ? noted : { ...noted, tasks: plan.tasks.filter((task) => !isInstall(task)) },
      cwd: root,
      next: [
        ...goTo(root, session),
        ...(changed && !install ? [`${facts.packageManager} install`] : []),
        `${facts.packageManager} test`,
        `${run} dev`,
      ],
      commit: () => commit(plan, nodeDisk(root)),
    },
    session,
  );
}

/** What was known of the project is gone with its manifest. */
function lostNote({ root, project, manifest }: Existing): readonly string[] {
  if (project.has(manifestPath)) return [];
  const ids = Object.keys(manifest.features).sort().join(', ');
  return [
    `${root} had no ${manifestPath}, so its features were read from its code: ${ids}. Its resources are not known; bring the file back if you can.`,
  ];
}

/** What came of adding what is there: the code is looked at, since the manifest does not know what somebody deleted or left to do. */
export function restored(name: string, { changes }: Plan): string {
  return changes.length === 0 ? `${name} is there, but not done` : `Brought back what was missing of ${name}`;
}

/** Nothing where the shell stands in the project already. */
function goTo(root: string, { world }: Session): string[] {
  const way = relative(root, world.cwd);
  const inside = way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  return inside ? [] : [`cd ${shellWord(relative(world.cwd, root))}`];
}
