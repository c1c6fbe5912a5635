import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsedOf } from '../../src/resource/language/print-field.js';
import type { Adapters } from '../../src/cli/planning/built-ins.js';
import { onDisk, subjectIn } from '../adding/on-disk.js';
import { plannedUpdate } from '../../src/cli/planning/planned-update.js';
import { readManifest } from '../../src/core/manifest.js';
import {
  adapterPairs,
  choices,
  creation,
  filesOf,
  opened,
  projectOf,
  withoutOrder,
} from '../adding/planning.js';
import { migrationsRun, namelessSchemaOf } from '../covering/schema.js';
import { openDatabase, type TestDatabase } from '../support/database.js';
import { hasCycle } from './cycles.js';
import { drawnProjects, features, inOrder } from './drawn-projects.js';
import { attempted, type Change, change, resourcesOf } from './random-changes.js';
import { type Cluster, parsed, resolved, written } from './spec.js';

const SEED = 9;
const CHANGES = 25;

/** Of those that point at each other the older one is written first, whatever the order of a spec. */
const projects = drawnProjects((cluster) => {
  const graph = resolved(cluster, features);
  return graph.every(({ name }) => !hasCycle(name, graph));
});
const drawn = fc.sample(fc.array(change, { minLength: CHANGES, maxLength: CHANGES }), {
  seed: SEED,
  numRuns: projects.length,
});

describe.each(adapterPairs.map((adapters, index) => ({ ...adapters, index })))(
  'random changes on $http',
  ({ index, ...adapters }) => {
    const own = projects
      .map((clusters, at) => [at, clusters] as const)
      .filter(([at]) => at % adapterPairs.length === index);

    it.each(own)(
      'one after the other are as if it had been created so, but for migrations and the order of lists: project %i',
      async (at, clusters) => {
        const { done, files, together } = await changed(adapters, clusters, drawn[at] ?? []);
        expect(done.length).toBeGreaterThan(0);
        expect(withoutOrder(files), done.join('\n')).toEqual(withoutOrder(together));
        const update = await plannedUpdate(await opened(files, 100_000));
        expect([done.join(' '), update.changes, update.manual]).toEqual([done.join(' '), [], []]);
      },
    );
  },
);

it('the migrations of random changes make the tables of one go, and can all be taken back', async () => {
  const databases: readonly TestDatabase[] = [await openDatabase(), await openDatabase()];
  try {
    const [url = '', other = ''] = databases.map((one) => one.url);
    const { done, start, files, together } = await changed(undefined, projects[0] ?? [], drawn[0] ?? []);
    await onDisk(start, (dir) => subjectIn(dir, url).migrate());
    const old = await namelessSchemaOf(url);
    const before = await migrationsRun(url);
    await onDisk(together, (dir) => subjectIn(dir, other).migrate());
    const expected = await namelessSchemaOf(other);
    await onDisk(files, async (dir) => {
      const subject = subjectIn(dir, url, { fresh: false });
      await subject.node(['dist/database/migrate.js', 'up']);
      await subject.node(['dist/database/migrate.js', 'check']);
      expect(await namelessSchemaOf(url), done.join('\n')).toEqual(expected);
      for (let count = await migrationsRun(url); count > before; count -= 1)
        await subject.node(['dist/database/migrate.js', 'down']);
      expect(await namelessSchemaOf(url), done.join('\n')).toEqual(old);
      await subject.node(['dist/database/migrate.js', 'up']);
      expect(await namelessSchemaOf(url), done.join('\n')).toEqual(expected);
    });
  } finally {
    await Promise.all(databases.map((one) => one.close()));
  }
});

/** A project created from clusters, changed again and again; and one created from what came of it. */
async function changed(
  adapters: Adapters | undefined,
  clusters: readonly Cluster[],
  drawnChanges: readonly Change[],
) {
  const resources = inOrder(written({ clusters })).map(parsed);
  const start = filesOf(await creation({ adapters, features: choices, resources }));
  let files = start;
  const done: string[] = [];
  let order = resources.map(({ name }) => name);
  for (const [step, one] of drawnChanges.entries()) {
    const plan = await attempted(files, one, step);
    if (plan === undefined) continue;
    done.push(JSON.stringify(one));
    expect([done.join(' '), plan.manual]).toEqual([done.join(' '), []]);
    const [old, now] = [files, filesOf(plan)].map((all) => resourcesOf(all).map(({ name }) => name));
    const called = now?.find((name) => old?.includes(name) === false);
    // One that is called something else stays where it is.
    if (called !== undefined) order = order.map((name) => (now?.includes(name) === true ? name : called));
    files = filesOf(plan);
  }
  const final = [...resourcesOf(files)].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const { roles = {} } = readManifest(projectOf(files)) ?? {};
  const together = filesOf(
    await creation({ adapters, features: choices, resources: final.map(parsedOf), roles }),
  );
  return { start, files, together, done };
}
