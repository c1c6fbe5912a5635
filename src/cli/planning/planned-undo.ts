import type { ManualStep } from '../../core/draft.js';
import { type FileRecord, leftBy, type Recorded } from '../../core/history.js';
import { readManifest, withManifest } from '../../core/manifest.js';
import { fold, type Plan, planOf } from '../../core/plan.js';
import { Project } from '../../core/project.js';
import { takenBack } from '../../core/undo.js';
import { mergedFile } from '../../roles/merged-file.js';
import type { PlinthFeature } from '../../roles/tools.js';
import type { Existing } from '../project/existing.js';
import { withInstall } from './plan-project.js';

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
  const keeps = new Set(kept);
  const manual: ManualStep[] = [];
  let { project } = existing;
  for (const entry of entries) {
    const texts = await textsBefore(entry, kept, existing);
    const before = (record: Updated): string => texts.get(record.path) ?? record.before;
    const undone = takenBack(project, entry, { merge: mergedFile, keeps, before });
    project = undone.project;
    manual.push(...undone.manual);
  }
  const reverted = await reverting(kept, project, existing);
  for (const change of reverted.changes) {
    project =
      change.kind === 'remove' ? project.remove(change.path) : project.write(change.path, change.after);
  }
  const plan = planOf(project, { ...reverted, manual: [...manual, ...reverted.manual] });
  return withInstall(plan, existing.facts, 'package.json lists other dependencies');
}

type Updated = Extract<FileRecord, { kind: 'update' }>;

/** The files that list migrations which stay, as they were before a command, with those in them. */
async function textsBefore(
  { path, entry }: Recorded,
  kept: readonly string[],
  existing: Existing,
): Promise<ReadonlyMap<string, string>> {
  const own = kept.filter((file) => entry.files.some((record) => record.path === file));
  const stems = own.map((file) => file.slice(file.lastIndexOf('/') + 1).replace(/\.ts$/, ''));
  const lists = entry.files
    .filter((record): record is Updated => record.kind === 'update')
    .filter((record) => stems.some((stem) => leftBy(record, path).includes(stem)));
  const texts = new Map<string, string>();
  for (const record of lists) {
    const { project } = existing;
    const before = Project.over({
      read: (file) => (file === record.path ? record.before : project.read(file)),
      list: (folder) => project.list(folder),
    });
    const { project: listed } = await folded(listedMigrations(own), before, existing);
    texts.set(record.path, listed.read(record.path) ?? record.before);
  }
  return texts;
}

/** The plan of what reverts the kept migrations, on top of the project that is taken back. */
async function reverting(kept: readonly string[], undone: Project, existing: Existing): Promise<Plan> {
  const plan = await folded(revertedMigrations(kept), Project.over(undone), existing);
  const manifest = readManifest(undone);
  return manifest === undefined ? plan : withManifest(plan, manifest);
}

const folded = (feature: PlinthFeature, project: Project, { parts, facts }: Existing): Promise<Plan> =>
  fold([{ feature, answers: {} }], project, {
    renderer: parts.renderer,
    format: parts.format,
    tools: () => parts.tools(facts),
  });

const aboutMigrations = { title: 'Migrations', summary: '', needs: ['persistence'], questions: {} };

const listedMigrations = (kept: readonly string[]): PlinthFeature => ({
  ...aboutMigrations,
  id: 'listed-migrations',
  plan: ({ draft, persistence }) => persistence.listedMigrations(draft, kept),
});

const revertedMigrations = (kept: readonly string[]): PlinthFeature => ({
  ...aboutMigrations,
  id: 'reverted-migrations',
  plan({ draft, persistence }) {
    persistence.listedMigrations(draft, kept);
    persistence.revertedMigrations(draft, kept);
  },
});
