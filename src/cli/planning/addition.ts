import { isDeepStrictEqual } from 'node:util';
import { isAbsolute, relative, sep } from 'node:path';
import { commit } from '../../core/commit.js';
import type { ManualStep } from '../../core/draft.js';
import type { Step } from '../../core/feature.js';
import { manifestPath } from '../../core/manifest.js';
import type { Plan } from '../../core/plan.js';
import { nodeDisk } from '../../ports/node-disk.js';
import type { Resource } from '../../resource/model.js';
import type { ResourceChange } from '../../roles/persistence/contract.js';
import { isIdentity, type Tools } from '../../roles/tools.js';
import { type Blueprint, entitiesOf, isInstall, planned } from './plan-project.js';
import { upToDate, writtenFile } from './changed-files.js';
import { type ModelChange, modelOf } from './model-change.js';
import { type GoneName, usesOf } from './uses.js';
import { shellWord } from '../output/command-line.js';
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

/**
 * Plans an existing project whose resources change: their files are merged, their tables get a migration.
 *
 * @param gone names that hand-written code may still say.
 */
export async function plannedChange(
  existing: Existing,
  change: ModelChange,
  gone: readonly GoneName[] = [],
): Promise<Plan> {
  const { facts, manifest, parts } = existing;
  const { project, generated, manual } = await upToDate(change, existing);
  const { entities } = modelOf(change.after, existing).facts;
  const changed = {
    ...existing,
    project,
    facts: { ...facts, entities },
    manifest: { ...manifest, resources: change.after },
  };
  const features = [
    parts.changedTables(change.changed),
    ...change.changed.filter(hasNewRelation).map(({ after }) => parts.inverseSides(after)),
  ];
  const alterations = features.map((feature) => ({ feature, answers: {} }));
  const plan = await planned({ ...extended(changed, [], []), alterations, generated }, parts);
  const uses: ManualStep[] = [];
  for (const one of gone) {
    const written = async (path: string) =>
      generated.get(path) ?? (await writtenFile(path, change, existing));
    uses.push(...(await usesOf(one, { before: existing.project, project: plan.project, written })));
  }
  const left = [...manual, ...plan.manual];
  // A file that is left alone says the name in what was to be changed.
  const others = uses.filter(({ path }) => left.every((step) => step.path !== path));
  return { ...plan, manual: [...left, ...others] };
}

const hasNewRelation = ({ before, after }: ResourceChange): boolean =>
  after.fields.some(
    (field) => field.kind !== 'scalar' && before.fields.every((old) => !isDeepStrictEqual(old, field)),
  );

interface Addition {
  readonly command: string;
  readonly existing: Existing;
  readonly plan: Plan;
  readonly headline: string;
  readonly about?: Words['about'];
  readonly again?: string | undefined;
  readonly install: boolean;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Shows or commits a plan for an existing project. */
export function runAddition(
  { plan, install, existing, ...said }: Addition,
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
