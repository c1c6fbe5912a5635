import { parse } from 'yaml';
import { hashesPath } from '../../src/core/hashes.js';
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

/** What the files say, whichever of two things was appended first. */
export const contentsOf = (files: Files): Readonly<Record<string, unknown>> =>
  Object.fromEntries([...files].map(([path, text]) => [path, contentOf(path, text)]));

function contentOf(path: string, text: string): unknown {
  if (path.endsWith('.json')) return JSON.parse(text);
  if (/\.ya?ml$/.test(path)) return parse(text);
  // The hash of a file tells the order of its lines.
  const said = path === hashesPath ? text.replace(/^[0-9a-f]{64} {2}/gm, '') : text;
  return said
    .split('\n')
    .filter((line) => line.trim() !== '')
    .toSorted();
}
