import type { Step } from '../../core/feature.js';
import { hashesPath } from '../../core/hashes.js';
import { isBookkeeping } from '../../core/manifest.js';
import type { Manifest } from '../../core/manifest-shape.js';
import { Project } from '../../core/project.js';
import { order } from '../../core/recipe.js';
import type { PlinthFeature, Tools } from '../../roles/tools.js';
import type { Existing } from '../project/existing.js';
import { currentModel } from './model.js';
import { factsOf, planned } from './plan-project.js';

/** What this version of Plinth writes, by path. */
export type WrittenFiles = ReadonlyMap<string, string>;

/** All files that a project with a manifest gets today, in the style of the project; of migrations, those alone that it lacks. */
export async function writtenFor(manifest: Manifest, existing: Existing): Promise<WrittenFiles> {
  const { project, catalogue, parts } = existing;
  const facts = factsOf(manifest, catalogue, existing.facts.now);
  const installed = catalogue.filter(({ id }) => id in manifest.features);
  const steps = installed.map((feature): Step<Tools> => ({
    feature,
    answers: manifest.features[feature.id] ?? {},
  }));
  const { persistence } = parts.tools(facts);
  const paths = project.list().filter((path) => persistence.isMigration(path));
  const kept = new Set([...paths, hashesPath]);
  const migrations = Project.over({
    read: (path) => (kept.has(path) ? project.read(path) : undefined),
    list: (folder) => paths.filter((path) => folder === '' || path.startsWith(`${folder}/`)),
  });
  const { changes } = await planned(
    {
      project: migrations,
      features: order(steps, new Set(), catalogue),
      resources: currentModel(existing).inOrder(Object.values(manifest.resources)),
      facts,
      manifest,
      alterations: [{ feature: listing(project, paths, installed), answers: {} }],
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

/** Lists what later commands have made and no manifest names. */
const listing = (
  project: Project,
  migrations: readonly string[],
  installed: readonly PlinthFeature[],
): PlinthFeature => ({
  id: 'listed-by-commands',
  title: '',
  summary: '',
  needs: [],
  questions: {},
  plan(context) {
    context.persistence.listedMigrations(context.draft, migrations.toSorted().toReversed());
    for (const { relist } of installed) relist?.(context, project);
  },
});
