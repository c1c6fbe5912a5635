import { UserError } from '../../core/errors.js';
import type { Step } from '../../core/feature.js';
import { isBookkeeping, isGenerated } from '../../core/manifest.js';
import type { Plan } from '../../core/plan.js';
import type { KnownEntity } from '../../resource/model.js';
import type { PlinthFeature, Tools } from '../../roles/tools.js';
import { planned } from '../planning/plan-project.js';
import type { Existing } from './existing.js';
import { extended } from '../planning/addition.js';
import { offered } from '../commands/rows.js';

/** The entities that the code declares, and where it does not agree with the manifest. */
export interface Comparison {
  readonly entities: readonly KnownEntity[];
  readonly differences: readonly string[];
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

async function otherFramework({ builtIns, project, manifest }: Existing): Promise<string[]> {
  const { http } = await builtIns.detected(project);
  if (http === undefined || http === manifest.framework) return [];
  return [`The manifest says ${manifest.framework}, the code uses ${http}.`];
}

/** Entities that Plinth did not write. */
function strangers({ manifest, project }: Existing, entities: readonly KnownEntity[]): string[] {
  const ours = isGenerated(project);
  return entities
    .filter(({ name, path }) => !(name in manifest.resources) && !ours(path))
    .map(({ name, path }) => `${name} (${path}) is in the code, not in the manifest.`);
}

async function lacking(existing: Existing, steps: readonly Step<Tools>[]): Promise<string[]> {
  const resources = Object.values(existing.manifest.resources);
  try {
    return missingIn(await planned(extended(existing, steps, resources, true), existing.parts));
  } catch (error) {
    if (error instanceof UserError) return [error.message];
    throw error;
  }
}

function missingIn({ changes, edits, manual }: Plan): string[] {
  const missing = changes
    .filter(({ path }) => !isBookkeeping(path))
    .map(({ kind, path }) => {
      const what = edits.get(path) ?? [];
      if (kind === 'create') return `${path} is missing.`;
      return what.length === 0 ? `${path} lacks a part.` : `${path} lacks: ${what.join(', ')}.`;
    });
  return [...missing, ...manual.map(({ path, what, reason }) => `${path}: ${what} (${reason})`)];
}
