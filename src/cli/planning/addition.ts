import type { ManualStep } from '../../core/draft.js';
import type { Step } from '../../core/feature.js';
import type { Plan } from '../../core/plan.js';
import type { Project } from '../../core/project.js';
import { takenByFeatures } from '../../resource/graph/clashes.js';
import { withProfile } from '../../resource/graph/profile.js';
import { refuse } from '../../resource/mistakes.js';
import type { Resource } from '../../resource/model.js';
import type { ResourceChange } from '../../roles/persistence/contract.js';
import { isIdentity, type Tools } from '../../roles/tools.js';
import { type Blueprint, entitiesOf, ownTablesOf, planned, rolesPart, userPart } from './plan-project.js';
import { pathNotes } from './changed-paths.js';
import { typeNotes } from './changed-types.js';
import { upToDate, writtenFiles } from './changed-files.js';
import { withoutModules } from './gone-modules.js';
import { areOtherRoles, missingFrom, type ModelChange } from './model-change.js';
import { modelOf } from './model.js';
import { withPermissions } from './permissions.js';
import { stayFormatted } from './stay-formatted.js';
import { type Moved, withMovedModules } from './renamed-modules.js';
import { usesOfGone } from './uses.js';
import type { Existing } from '../project/existing.js';
import { version } from '../../package.js';

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
  refuse(takenByFeatures(Object.values(all), ownTablesOf(catalogue, ids)));
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
  return {
    ...plan,
    manual: [...gone, ...plan.manual, ...uses.filter(elsewhere(gone))],
    notes: [...plan.notes, ...pathNotes(change), ...typeNotes(change)],
  };
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
