import { UserError } from '../../core/errors.js';
import type { Step } from '../../core/feature.js';
import { isBookkeeping, isGenerated, manifestPath } from '../../core/manifest.js';
import type { Plan } from '../../core/plan.js';
import { parsedOf } from '../../resource/language/print-field.js';
import type { KnownEntity, Resource } from '../../resource/model.js';
import { namesOfResource } from '../../resource/names.js';
import type { PlinthFeature, Tools } from '../../roles/tools.js';
import { movedFile } from '../planning/moved-file.js';
import { planned } from '../planning/plan-project.js';
import type { Existing } from '../project/existing.js';
import type { Finding } from './finding.js';
import { extended } from '../planning/addition.js';
import { addResourceWords, shellLine } from '../output/command-line.js';
import { offered } from '../commands/offered-features.js';

/** The entities that the code declares, and where it does not agree with the manifest. */
export interface Comparison {
  readonly entities: readonly KnownEntity[];
  readonly differences: readonly Finding[];
}

/** Plans everything that the manifest names once more: what that would change is what the code lacks. */
export async function compared(existing: Existing, catalogue: readonly PlinthFeature[]): Promise<Comparison> {
  const { manifest, builtIns, adapters, project } = existing;
  const entities = await builtIns.entities(adapters.persistence, project);
  const differences = [
    ...(await otherFramework(existing)),
    ...strangers(existing, entities),
    ...(await lacking(existing, stepsOf(manifest.features, catalogue))),
  ];
  return { entities, differences };
}

const stepsOf = (
  installed: Existing['manifest']['features'],
  catalogue: readonly PlinthFeature[],
): readonly Step<Tools>[] =>
  offered(catalogue).flatMap((feature) => {
    const answers = installed[feature.id];
    return answers === undefined ? [] : [{ feature, answers }];
  });

async function otherFramework({ builtIns, project, manifest }: Existing): Promise<Finding[]> {
  const { http } = await builtIns.detected(project);
  if (http === undefined || http === manifest.framework) return [];
  return [
    {
      code: 'other-framework',
      level: 'fault',
      message: `The manifest says ${manifest.framework}, the code uses ${http}.`,
      remedy: 'Restore one of them: Plinth would write code for the other.',
      path: manifestPath,
    },
  ];
}

/** Entities that Plinth did not write. */
function strangers({ manifest, project }: Existing, entities: readonly KnownEntity[]): Finding[] {
  const ours = isGenerated(project);
  return entities
    .filter(({ name, path }) => !(name in manifest.resources) && !ours(path))
    .map(({ name, path }) => ({
      code: 'unknown-entity',
      level: 'note',
      message: `${name} (${path}) is in the code, not in the manifest.`,
      remedy: 'Relations may point at it; its fields are yours to write.',
      path,
    }));
}

async function lacking(existing: Existing, steps: readonly Step<Tools>[]): Promise<Finding[]> {
  const resources = Object.values(existing.manifest.resources);
  try {
    const plan = await planned(extended(existing, steps, resources, true), existing.parts);
    return missingIn(plan, existing);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { message, remedy } = error;
    return [{ code: 'does-not-fit', level: 'fault', message, remedy, path: manifestPath }];
  }
}

function missingIn({ changes, edits, manual }: Plan, { project, manifest }: Existing): Finding[] {
  const resources = Object.values(manifest.resources);
  const moved = changes.filter(
    (change) => change.kind === 'create' && movedFile(change.path, change.after, project) !== undefined,
  );
  const isOfMoved = (text: string): boolean =>
    moved.some(({ path }) => text.includes(path.slice(path.lastIndexOf('/')).replace(/\.ts$/, '.')));
  const missing = changes
    .filter((change) => !isBookkeeping(change.path) && !moved.includes(change))
    .map(({ kind, path }): Finding => {
      const fault = { level: 'fault', remedy: bringBack(path, resources), path } as const;
      if (kind === 'create') return { ...fault, code: 'missing-file', message: `${path} is missing.` };
      const what = edits.get(path) ?? [];
      const message = what.length === 0 ? `${path} lacks a part.` : `${path} lacks: ${what.join(', ')}.`;
      return { ...fault, code: 'missing-part', message };
    });
  const steps = manual.filter(({ snippet }) => !isOfMoved(snippet));
  const open = steps.map(({ path, what, reason, snippet }): Finding => ({
    code: 'open-step',
    level: 'fault',
    message: `${path}: ${what} (${reason})`,
    remedy: `Write there: ${snippet.trim().replaceAll(/\s*\n\s*/g, ' ')}`,
    path,
  }));
  return [...missing, ...open];
}

/** To add again what is there brings back what it lacks. */
function bringBack(path: string, resources: readonly Resource[]): string {
  const resource = resources.find((one) => path.split('/').includes(namesOfResource(one).plural.kebab));
  return resource === undefined
    ? 'Add again the resource or feature that it belongs to, with all its fields: what is missing is brought back.'
    : `To bring it back: plinth ${shellLine(addResourceWords(parsedOf(resource)))}`;
}
