import { describe, expect, it } from 'vitest';
import { entitiesOf } from '../../src/cli/planning/plan-project.js';
import { UserError } from '../../src/core/errors.js';
import { resolveResources } from '../../src/resource/graph/graph.js';
import {
  adapterPairs,
  choices,
  creation,
  type Files,
  filesOf,
  resourceAddition,
} from '../adding/planning.js';
import { CLUSTERS, drawnProjects, features, inOrder } from './drawn-projects.js';
import { parsed, resolved, written, type WrittenResource } from './spec.js';
import { watched } from './watchdog.js';

const projects = drawnProjects((cluster) => canGrow(inOrder(cluster)));

/** Whether none needs what is added after it: such a one cannot be added alone, and is refused. */
function canGrow(resources: readonly WrittenResource[]): boolean {
  try {
    for (const [index, one] of resources.entries()) {
      const entities = entitiesOf(resolved(resources.slice(0, index), features), choices);
      resolveResources([parsed(one)], { entities, auth: true });
    }
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

async function oneByOne(start: Files, resources: readonly WrittenResource[]): Promise<Files> {
  let files = start;
  for (const [index, one] of resources.entries()) {
    files = filesOf(await resourceAddition(files, parsed(one), index));
  }
  return files;
}

describe.each(adapterPairs)('law 2 for random specs: on $http', (adapters) => {
  it('resources added one by one: the same bytes as created with them', async () => {
    const start = filesOf(await creation({ adapters, features: choices }));
    for (const clusters of projects) {
      const resources = inOrder(written({ clusters }));
      const told = JSON.stringify(resources);
      const added = await watched(told, () => oneByOne(start, resources));
      const together = await creation({ adapters, features: choices, resources: resources.map(parsed) });
      expect(Object.fromEntries(added), told).toEqual(Object.fromEntries(filesOf(together)));
    }
    expect(projects.flat().length).toBeGreaterThan(CLUSTERS / 3);
  });
});
