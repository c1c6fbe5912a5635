import { adapterPairs, choices, creation, type Files, filesOf } from '../adding/planning.js';
import { onDisk } from '../adding/on-disk.js';
import { database, overHttp } from './in-database.js';
import { fault, type Fault, type Figures, noFigures, type Place, type Stage, stages } from './faults.js';
import { complaints, formatted } from './on-files.js';
import { ownTests } from './own-tests.js';
import { parsed, rolesOf, type Spec, written, yamlOf } from './spec.js';
import { watched } from './watchdog.js';

/**
 * Puts a project through the stages, the cheap ones first, up to the first that finds something.
 * @param chosen the stages that matter, where not all do.
 */
export async function examined(
  spec: Spec,
  figures: Figures = noFigures(),
  chosen: readonly Stage[] = stages,
): Promise<readonly Fault[]> {
  const timed = async <T>(stage: Stage, work: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const result = await work();
    figures.seconds[stage] = (figures.seconds[stage] ?? 0) + (performance.now() - began) / 1000;
    return result;
  };
  const { files, faults } = await timed('plan', () => plannedFiles(spec));
  if (files === undefined || faults.length > 0) return faults;
  return onDisk(files, async (folder) => {
    const on: Place = { spec, files, folder, figures };
    for (const stage of stages.slice(1)) {
      if (!chosen.includes(stage)) continue;
      const found = await timed(stage, () => works[stage as Exclude<Stage, 'plan'>](on));
      if (found.length > 0) return found;
    }
    return [];
  });
}

async function plannedFiles(
  spec: Spec,
): Promise<{ readonly files?: Files; readonly faults: readonly Fault[] }> {
  const adapters = adapterPairs.find(({ http }) => http === spec.framework);
  const features = choices.filter(({ id }) => spec.features.includes(id));
  try {
    const resources = written(spec).map(parsed);
    const roles = rolesOf(spec);
    const plan = await watched(yamlOf(spec), () => creation({ adapters, features, resources, roles }));
    const manual = plan.manual.map(({ path, reason }) =>
      fault('plan', spec, `manual step: ${path}: ${reason}`),
    );
    return { files: filesOf(plan), faults: manual };
  } catch (error) {
    return {
      faults: [fault('plan', spec, error instanceof Error ? (error.stack ?? error.message) : String(error))],
    };
  }
}

const works: Readonly<Record<Exclude<Stage, 'plan'>, (on: Place) => Promise<readonly Fault[]>>> = {
  format: formatted,
  lint: (on) => complaints(on, 'lint', 'oxlint', ['--deny-warnings', '--format=unix']),
  types: (on) => complaints(on, 'types', 'tsc', ['--pretty', 'false']),
  tests: ownTests,
  database,
  http: overHttp,
};
