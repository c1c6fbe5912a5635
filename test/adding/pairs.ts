import type { PlinthFeature } from '../../src/roles/tools.js';
import {
  adapterPairs,
  choices,
  closure,
  creation,
  featureAddition,
  type Files,
  filesOf,
} from './planning.js';

/** Two features of one project, of which neither needs the other. */
export interface Pair {
  readonly id: string;
  /** A project that was created with both. */
  together(): Promise<Files>;
  /** A project that got one after the other, in each of the two orders. */
  readonly orders: readonly (() => Promise<Files>)[];
}

/** Every two features, on every pair of adapters: found by scanning, so that the next one is among them. */
export const pairs: readonly Pair[] = adapterPairs.flatMap((adapters) =>
  choices.flatMap((one, index) =>
    choices
      .slice(index + 1)
      .filter((other) => areFree(one, other))
      .map((other): Pair => {
        const features = [...new Set([...closure(one), ...closure(other)])];
        const without = features.filter((feature) => feature !== one && feature !== other);
        const added = async (first: PlinthFeature, second: PlinthFeature): Promise<Files> => {
          const files = filesOf(await creation({ adapters, features: without }));
          const between = filesOf(await featureAddition(files, first));
          return filesOf(await featureAddition(between, second));
        };
        return {
          id: `${one.id} and ${other.id} on ${adapters.http} and ${adapters.persistence}`,
          together: async () => filesOf(await creation({ adapters, features })),
          orders: [() => added(one, other), () => added(other, one)],
        };
      }),
  ),
);

function areFree(one: PlinthFeature, other: PlinthFeature): boolean {
  const refuses = (a: PlinthFeature, b: PlinthFeature): boolean => a.conflicts?.includes(b.id) ?? false;
  return (
    !closure(one).includes(other) &&
    !closure(other).includes(one) &&
    !refuses(one, other) &&
    !refuses(other, one)
  );
}

/** Three features in every order that their needs allow, a few of them drawn by chance: a project that was created with all says how it ends. */
export const shuffled: readonly Pair[] = adapterPairs.map((adapters) => ({
  id: `all features on ${adapters.http} and ${adapters.persistence}`,
  together: async () => filesOf(await creation({ adapters, features: choices })),
  orders: [
    choices.toReversed(),
    [...choices.slice(2), ...choices.slice(0, 2)],
    [...choices.slice(3), ...choices.slice(0, 3)],
  ].map((features) => async () => {
    let files = filesOf(await creation({ adapters, features: [] }));
    for (const feature of new Set(features.flatMap(closure)))
      files = filesOf(await featureAddition(files, feature));
    return files;
  }),
}));
