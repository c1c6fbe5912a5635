import type { Step } from '../core/feature.js';
import type { Facts, PlinthFeature, Tools } from './tools.js';

/** What features bring where others are there too, as far as one of the two is among those that are planned. */
export function besides(
  steps: readonly Step<Tools>[],
  catalogue: readonly PlinthFeature[],
  { features }: Pick<Facts, 'features'>,
): readonly Step<Tools>[] {
  const there = catalogue.filter(({ id }) => features.has(id));
  const planned = new Set(steps.map(({ feature }) => feature.id));
  return there.flatMap((feature) =>
    Object.entries(feature.beside ?? {}).flatMap(([name, plan]) => {
      const others = there.filter(({ id, role }) => id === name || role === name);
      if (others.length === 0) return [];
      // Where several fill a role, it came with the first of them.
      if (!planned.has(feature.id) && !others.every(({ id }) => planned.has(id))) return [];
      return [{ feature: { ...feature, id: `${feature.id} beside ${name}`, plan }, answers: {} }];
    }),
  );
}
