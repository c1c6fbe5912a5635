import { UsageError } from '../../core/errors.js';
import { fold, type Plan, planOf } from '../../core/plan.js';
import { Project } from '../../core/project.js';
import { namesOfResource } from '../../resource/names.js';
import type { Blueprint, PlanningParts } from './plan-project.js';

/**
 * The plan of a new project with the code that its preset has beside the spec. What is on record of the files is what Plinth generates
 * without it: to every later command the code was written by hand.
 */
export async function withPresetCode(
  plan: Plan,
  id: string | undefined,
  { facts, resources }: Pick<Blueprint, 'facts' | 'resources'>,
  parts: PlanningParts,
): Promise<Plan> {
  const feature = id === undefined ? undefined : parts.presetCode(id);
  if (feature === undefined) return plan;
  const own = await fold([{ feature, answers: {} }], Project.over(plan.project), {
    renderer: parts.renderer,
    format: parts.format,
    tools: () => parts.tools(facts),
  });
  const [clash] = own.manual;
  if (clash !== undefined) throw taken(clash.path, id, resources);
  const texts = own.changes.flatMap((change) =>
    change.kind === 'remove' ? [] : [[change.path, change.after] as const],
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
