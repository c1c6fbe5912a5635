import { UsageError } from '../../core/errors.js';
import type { ManualStep } from '../../core/draft.js';
import { isAsGenerated, withManifest } from '../../core/manifest.js';
import type { Manifest } from '../../core/manifest-shape.js';
import { type Plan, planOf } from '../../core/plan.js';
import { mergedFile } from '../../roles/merged-file.js';
import type { PlinthFeature } from '../../roles/tools.js';
import { version } from '../../package.js';
import type { Existing } from '../project/existing.js';
import { fileStep } from './file-steps.js';
import { withoutModules } from './gone-modules.js';
import { movedFile } from './moved-file.js';
import { withInstall } from './plan-project.js';
import { writtenFor } from './written-files.js';

/**
 * Plans to take a feature out: the difference between what Plinth writes with it and without it is merged into the files as they are.
 *
 * @throws UsageError where others need it, and where it has tables.
 */
export async function plannedFeatureRemoval(feature: PlinthFeature, existing: Existing): Promise<Plan> {
  refuseNeeded(feature, existing);
  const { manifest, facts } = existing;
  const after = without(feature.id, manifest);
  const [old, now] = [await writtenFor(manifest, existing), await writtenFor(after, existing)];
  const isUntouched = isAsGenerated(existing.project);
  const manual: ManualStep[] = [];
  const generated = new Map<string, string | undefined>();
  const gone = new Set<string>();
  let { project } = existing;
  for (const [path, was] of old) {
    const theirs = now.get(path);
    if (theirs === was) continue;
    const place = project.has(path) ? path : (movedFile(path, was, project) ?? path);
    const mine = project.read(place);
    generated.set(path, theirs);
    if (theirs === undefined) gone.add(place);
    if (mine === undefined) continue;
    const isSame = mine === was || isUntouched(path, mine);
    const merge = theirs === undefined ? undefined : mergedFile(place, { mine, base: was, theirs });
    const text = merge ?? (isSame ? theirs : undefined);
    if (!isSame && text === undefined)
      manual.push(fileStep(place, reasonFor(place, theirs), { base: was, theirs }));
    else project = text === undefined ? project.remove(place) : project.write(place, text);
  }
  const left = withoutModules(gone, project, existing);
  const steps = [...manual, ...left.manual.filter(({ path }) => manual.every((step) => step.path !== path))];
  const plan = planOf(left.project, { manual: steps });
  const because = 'package.json lists other dependencies';
  return withInstall(withManifest(plan, { ...after, plinth: version() }, generated), facts, because);
}

const reasonFor = (path: string, theirs: string | undefined): string =>
  theirs === undefined ? `${path} was edited.` : `the lines to be changed in ${path} were edited.`;

function without(id: string, manifest: Manifest): Manifest {
  const { [id]: _, ...features } = manifest.features;
  return { ...manifest, features };
}

function refuseNeeded(
  { id, entities = [], tables = [] }: PlinthFeature,
  { catalogue, manifest }: Existing,
): void {
  const needing = catalogue.find((other) => other.id in manifest.features && other.needs.includes(id));
  if (needing !== undefined) {
    throw new UsageError(
      `${needing.id} needs ${id}.`,
      `Remove ${needing.id} first: plinth remove feature ${needing.id}`,
    );
  }
  const all = [...entities.map(({ table }) => table), ...tables];
  if (all.length === 0) return;
  const why = entities.length === 0 ? '' : ', and the access of every resource depends on it';
  throw new UsageError(
    `${id} has tables (${all.join(', ')})${why}.`,
    'Where it was added by a command, `plinth undo` takes that back; `plinth history` shows it.',
  );
}
