import { isBookkeeping } from '../../src/core/manifest.js';
import type { Plan } from '../../src/core/plan.js';
import type { Change } from '../../src/core/project.js';
import type { Adapters } from '../../src/cli/planning/built-ins.js';
import type { ParsedResource } from '../../src/resource/parsed.js';
import { representative } from './blog.js';
import {
  adapterPairs,
  choices,
  closure,
  creation,
  featureAddition,
  type Files,
  filesOf,
  resourceAddition,
  resourceAgain,
} from './planning.js';

/** Something that can be added on a pair of adapters: a feature, or a resource. */
export interface Addable {
  readonly id: string;
  /** A project without it, that has what it needs. */
  without(): Promise<Plan>;
  /** A project that was created with it. */
  together(): Promise<Plan>;
  add(files: Files): Promise<Plan>;
  /** Plans it in a project that has it. */
  again(files: Files): Promise<Plan>;
}

/** Every feature and every representative resource, on every pair of adapters: found by scanning, so that the next one is among them. */
export const addables: readonly Addable[] = adapterPairs.flatMap((adapters) => {
  const place = `on ${adapters.http} and ${adapters.persistence}`;
  return [...featuresOn(adapters, place), ...resourcesOn(adapters, place)];
});

function featuresOn(adapters: Adapters, place: string): readonly Addable[] {
  return choices.map((feature) => {
    const needed = closure(feature);
    const add = (files: Files) => featureAddition(files, feature);
    return {
      id: `${feature.id} ${place}`,
      without: () => creation({ adapters, features: needed.filter((one) => one !== feature) }),
      together: () => creation({ adapters, features: needed }),
      add,
      again: add,
    };
  });
}

function resourcesOn(adapters: Adapters, place: string): readonly Addable[] {
  const of = (resources: readonly ParsedResource[]) => creation({ adapters, features: choices, resources });
  return representative.map((resource, index) => ({
    id: `resource ${resource.name} ${place}`,
    without: () => of(representative.slice(0, index)),
    together: () => of(representative.slice(0, index + 1)),
    add: (files) => resourceAddition(files, resource, index),
    again: (files) => resourceAgain(files, resource.name, index),
  }));
}

/** Everything at once, for each pair of adapters. */
export const everything: readonly Files[] = await Promise.all(
  adapterPairs.map(async (adapters) =>
    filesOf(await creation({ adapters, features: choices, resources: representative })),
  ),
);

type Update = Extract<Change, { kind: 'update' }>;

/** The edits of existing files, those of our own bookkeeping apart. */
export const updatesOf = ({ changes }: Plan): readonly Update[] =>
  changes.filter((change) => change.kind === 'update').filter(({ path }) => !isBookkeeping(path));
