import fc from 'fast-check';
import { choices } from '../adding/planning.js';
import { grownCluster, joined } from './grow.js';
import { clusterDraft } from './language.js';
import { type Cluster, resolved, type WrittenResource } from './spec.js';
import { Tally } from './tally.js';

const SEED = 5;
export const CLUSTERS = 100;
/** Creating a project costs more than a resource does, so clusters share one. */
const CLUSTERS_PER_PROJECT = 10;
export const features = choices.map(({ id }) => id);
const drafts = fc.sample(clusterDraft, { seed: SEED, numRuns: CLUSTERS });

/** The resources of some projects, drawn at random; of a cluster that does not fit, none. */
export const drawnProjects = (fits: (cluster: Cluster) => boolean): readonly (readonly Cluster[])[] =>
  Array.from({ length: CLUSTERS / CLUSTERS_PER_PROJECT }, (_, index) =>
    drawn(index * CLUSTERS_PER_PROJECT, fits),
  );

function drawn(from: number, fits: (cluster: Cluster) => boolean): readonly Cluster[] {
  let clusters: readonly Cluster[] = [];
  for (const draft of drafts.slice(from, from + CLUSTERS_PER_PROJECT)) {
    const cluster = grownCluster(draft, features, new Tally());
    if (fits(cluster)) clusters = joined(clusters, cluster, features, new Tally());
  }
  return clusters;
}

/** In the order in which creation plans them. */
export function inOrder(resources: readonly WrittenResource[]): readonly WrittenResource[] {
  const order = resolved(resources, features).map(({ name }) => name);
  return [...resources].sort((one, other) => order.indexOf(one.name) - order.indexOf(other.name));
}
