import type { Step } from '../../core/feature.js';
import { hashesPath } from '../../core/hashes.js';
import { generatedFiles, isBookkeeping } from '../../core/manifest.js';
import type { Manifest } from '../../core/manifest-shape.js';
import { Project } from '../../core/project.js';
import { order } from '../../core/recipe.js';
import { jobIn } from '../../features/jobs/job.js';
import type { Exported } from '../../roles/http/contract.js';
import type { PlinthFeature, Tools } from '../../roles/tools.js';
import type { Existing } from '../project/existing.js';
import { modelOf } from './model.js';
import { factsOf, planned } from './plan-project.js';

/** What this version of Plinth writes, by path. */
export type WrittenFiles = ReadonlyMap<string, string>;

/** All files that a project with a manifest gets today, in the style of the project; of migrations, those alone that it lacks. */
export async function writtenFor(manifest: Manifest, existing: Existing): Promise<WrittenFiles> {
  const { project, catalogue, parts } = existing;
  const facts = factsOf(manifest, catalogue, existing.facts.now);
  const steps = Object.entries(manifest.features).flatMap(([id, answers]): Step<Tools>[] =>
    catalogue.filter((feature) => feature.id === id).map((feature) => ({ feature, answers })),
  );
  const inOrder = catalogue.flatMap(({ id }) => steps.filter(({ feature }) => feature.id === id));
  const model = modelOf(manifest.resources, existing, {
    before: manifest.resources,
    wasCalled: (name) => name,
  });
  const { persistence } = parts.tools(facts);
  const paths = project.list().filter((path) => persistence.isMigration(path));
  const jobs = generatedFiles(project).flatMap((path) => jobIn(path, project.read(path) ?? '') ?? []);
  const kept = new Set([...paths, hashesPath]);
  const migrations = Project.over({
    read: (path) => (kept.has(path) ? project.read(path) : undefined),
    list: (folder) => paths.filter((path) => folder === '' || path.startsWith(`${folder}/`)),
  });
  const { changes } = await planned(
    {
      project: migrations,
      features: order(inOrder, new Set(), catalogue),
      resources: model.inOrder(Object.values(manifest.resources)),
      facts,
      manifest,
      alterations: [{ feature: listing(paths, jobs), answers: {} }],
      again: true,
    },
    parts,
  );
  return new Map(
    changes.flatMap((change) =>
      change.kind === 'create' && !isBookkeeping(change.path) ? [[change.path, change.after] as const] : [],
    ),
  );
}

/** Lists what later commands have made and no manifest names: migrations and jobs. */
const listing = (migrations: readonly string[], jobs: readonly Exported[]): PlinthFeature => ({
  id: 'listed-by-commands',
  title: '',
  summary: '',
  needs: [],
  questions: {},
  plan({ draft, persistence, workspace }) {
    persistence.listedMigrations(draft, migrations.toSorted().toReversed());
    for (const job of jobs) workspace.job(draft, job);
  },
});
