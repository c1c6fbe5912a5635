import fc from 'fast-check';
import { choices } from '../adding/planning.js';
import { grownCluster, joined } from './grow.js';
import { type ClusterDraft, clusterDraft } from './language.js';
import { type Cluster, hasUsers, type Spec, written } from './spec.js';
import type { Tally } from './tally.js';
import { traitNames, traitsOf } from './traits.js';

export interface Draw {
  readonly framework: string;
  /** How many resources. */
  readonly size: number;
  readonly seeds: readonly number[];
  readonly features: readonly string[];
  /** Traits that earlier projects lack. */
  readonly missing: ReadonlySet<string>;
}

/** What a project of these is made with: the first has everything, the second nothing; the others what comes. */
export function featuresOf(index: number, seed: number): readonly string[] {
  const all = choices.map(({ id }) => id);
  const some = fc.sample(fc.subarray(all), { seed: seed + index, numRuns: 1 })[0] ?? [];
  const kinds = [all, [], withUsers(some), [...new Set(['auth-jwt', ...some])]] as const;
  return kinds[index % 8 === 1 ? 1 : index % 2 === 0 ? 0 : (index % 3) + 1] ?? all;
}

/** Where a feature needs users, and none that brings them is there, tokens do. */
function withUsers(ids: readonly string[]): readonly string[] {
  const needUsers = choices.some(({ id, needs }) => ids.includes(id) && needs.includes('identity'));
  return needUsers && !hasUsers(ids) ? ['auth-jwt', ...ids] : ids;
}

/** How many drafts are looked at in search of a trait: on average a few hundred have all. */
const BATCH = 80;
const MOST = 800;

/** First clusters with as many of the missing traits for each resource as there are, then what comes. */
export function drawnSpec(draw: Draw, tally: Tally): Spec {
  const { framework, size, seeds, features, missing } = draw;
  let clusters: readonly Cluster[] = [];
  const room = (): number => size - written({ clusters }).length;
  const add = (cluster: Cluster): void => {
    clusters = joined(clusters, cluster, features, tally);
  };
  for (let [left, pool] = [missing, poolOf(draw, tally)]; left.size > 0;) {
    const worth = (one: Candidate): number => count(one.traits, left) / one.cluster.length;
    pool = pool.filter((one) => one.cluster.length <= room() && count(one.traits, left) > 0);
    pool.sort((one, other) => worth(other) - worth(one));
    const best = pool.shift();
    if (best === undefined) break;
    add(best.cluster);
    if (clusters.includes(best.cluster)) left = without(left, best.traits);
  }
  for (const draft of draftsOf(seeds, size * 4)) {
    if (room() <= 0) break;
    add(grownCluster({ ...draft, resources: draft.resources.slice(0, room()) }, features, tally));
  }
  return { framework, features, clusters };
}

interface Candidate {
  readonly cluster: Cluster;
  readonly traits: ReadonlySet<string>;
}

/** Clusters of which some hold each of the missing traits, as far as that many drafts do. */
function poolOf({ size, seeds, features, missing }: Draw, tally: Tally): Candidate[] {
  const pool: Candidate[] = [];
  const drafts = missing.size === 0 ? [] : draftsOf(seeds, MOST);
  for (let [left, from] = [missing, 0]; left.size > 0 && from < drafts.length; from += BATCH) {
    for (const draft of drafts.slice(from, from + BATCH)) {
      const cluster = grownCluster(draft, features, tally);
      const traits = traitsOf(cluster, features);
      if (cluster.length > 0 && cluster.length <= size) pool.push({ cluster, traits });
    }
    for (const { traits } of pool) left = without(left, traits);
  }
  return pool;
}

const without = (all: ReadonlySet<string>, some: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...all].filter((one) => !some.has(one)));
const count = (all: ReadonlySet<string>, some: ReadonlySet<string>): number =>
  [...all].filter((one) => some.has(one)).length;

/** What none of the clusters holds. */
export function missingTraits(
  { clusters, features }: Pick<Spec, 'clusters' | 'features'>,
  of: Iterable<string> = traitNames,
): ReadonlySet<string> {
  const held = clusters.flatMap((cluster) => [...traitsOf(cluster, features)]);
  return without(new Set(of), new Set(held));
}

/** The drafts of each seed in turn. */
function draftsOf(seeds: readonly number[], count: number): readonly ClusterDraft[] {
  const each = seeds.map((seed) => fc.sample(clusterDraft, { seed, numRuns: count }));
  return Array.from({ length: count }, (_, index) => each.flatMap((drafts) => drafts[index] ?? [])).flat();
}
