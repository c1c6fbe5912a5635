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
      const other = there.find(({ id, role }) => id === name || role === name);
      if (other === undefined) return [];
      if (!planned.has(feature.id) && !planned.has(other.id)) return [];
      return [{ feature: { ...feature, id: `${feature.id} beside ${name}`, plan }, answers: {} }];
    }),
  );
}
