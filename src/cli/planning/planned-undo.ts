import type { ManualStep } from '../../core/draft.js';
import type { Recorded } from '../../core/history.js';
import { readManifest, withManifest } from '../../core/manifest.js';
import { fold, type Plan } from '../../core/plan.js';
import { Project } from '../../core/project.js';
import { takenBack } from '../../core/undo.js';
import { mergedFile } from '../../roles/merged-file.js';
import type { PlinthFeature } from '../../roles/tools.js';
import type { Existing } from '../project/existing.js';

/** The migrations that commands have made and that are there, the last first. */
export function migrationsOf(entries: readonly Recorded[], existing: Existing): readonly string[] {
  const { persistence } = existing.parts.tools(existing.facts);
  return entries
    .flatMap(({ entry }) => entry.files)
    .filter(
      ({ kind, path }) => kind === 'create' && persistence.isMigration(path) && existing.project.has(path),
    )
    .map(({ path }) => path)
    .sort()
    .toReversed();
}

/**
 * Plans to take commands back, the last first.
 * @param kept migrations that stay, the last first: each gets one that takes it back.
 */
export async function plannedUndo(
  existing: Existing,
  entries: readonly Recorded[],
  kept: readonly string[],
): Promise<Plan> {
  const undoing = { merge: mergedFile, keeps: new Set(kept) };
  const manual: ManualStep[] = [];
  let { project } = existing;
  for (const entry of entries) {
    const undone = takenBack(project, entry, undoing);
    project = undone.project;
    manual.push(...undone.manual);
  }
  const reverted = await reverting(kept, project, existing);
  for (const change of reverted.changes) {
    project =
      change.kind === 'remove' ? project.remove(change.path) : project.write(change.path, change.after);
  }
  const changes = project.changes();
  const install = changes.some(({ path }) => path === 'package.json');
  return {
    ...reverted,
    project,
    changes,
    seen: project.seen(),
    manual: [...manual, ...reverted.manual],
    tasks: install ? [installTask(existing)] : [],
  };
}

const installTask = ({ facts }: Existing) =>
  ({ run: [facts.packageManager, 'install'], because: 'package.json lists other dependencies' }) as const;

/** The plan of what reverts the kept migrations, on top of the project that is taken back. */
async function reverting(kept: readonly string[], undone: Project, existing: Existing): Promise<Plan> {
  const { parts, facts } = existing;
  const steps = kept.length === 0 ? [] : [{ feature: revertedMigrations(kept), answers: {} }];
  const plan = await fold(steps, Project.over(undone), {
    renderer: parts.renderer,
    format: parts.format,
    tools: () => parts.tools(facts),
  });
  const manifest = readManifest(undone);
  return manifest === undefined ? plan : withManifest(plan, manifest);
}

const revertedMigrations = (kept: readonly string[]): PlinthFeature => ({
  id: 'reverted-migrations',
  title: 'The migrations that take others back',
  summary: '',
  needs: ['persistence'],
  questions: {},
  plan: ({ draft, persistence }) => persistence.revertedMigrations(draft, kept),
});
