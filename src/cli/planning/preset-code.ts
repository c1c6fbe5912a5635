import { UsageError } from '../../core/errors.js';
import { isBookkeeping } from '../../core/manifest.js';
import { type Plan, planOf } from '../../core/plan.js';
import { namesOfResource } from '../../resource/names.js';
import { type Blueprint, planned, type PlanningParts } from './plan-project.js';

/**
 * The plan of a new project with the code that its preset has beside the spec. What is on record of the files is what Plinth generates
 * without it: to every later command the code was written by hand.
 */
export async function withPresetCode(
  plan: Plan,
  id: string | undefined,
  blueprint: Blueprint,
  parts: PlanningParts,
): Promise<Plan> {
  const feature = id === undefined ? undefined : parts.presetCode(id);
  if (feature === undefined) return plan;
  // Planned with all the rest, so that lists are printed with it and no file has to be parsed.
  const whole = await planned({ ...blueprint, alterations: [{ feature, answers: {} }] }, parts);
  const [clash] = whole.manual;
  if (clash !== undefined) throw taken(clash.path, id, blueprint.resources);
  const texts = whole.changes.flatMap((change) =>
    change.kind === 'remove' || isBookkeeping(change.path) ? [] : [[change.path, change.after] as const],
  );
  return planOf(plan.project.writeAll(new Map(texts)), plan);
}

function taken(path: string, id: string | undefined, resources: Blueprint['resources']): Error {
  const isIn = (folder: string): boolean => path.startsWith(`src/modules/${folder}/`);
  const resource = resources.find((one) => isIn(namesOfResource(one).plural.kebab));
  if (resource === undefined) return new Error(`The preset ${id} leaves a step by hand in ${path}.`);
  return new UsageError(
    `${resource.name} would be in ${path}, where the preset ${id} has code of its own.`,
    'Give the resource another name.',
  );
}
