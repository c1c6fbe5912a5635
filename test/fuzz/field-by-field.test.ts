import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.js';
import type { Resource } from '../../src/resource/model.js';
import { parseField } from '../../src/resource/language/field-language.js';
import {
  adapterPairs,
  choices,
  creation,
  fieldAddition,
  type Files,
  filesOf,
  withoutOrder,
} from '../adding/planning.js';
import { hasCycle } from './cycles.js';
import { CLUSTERS, drawnProjects, features, inOrder } from './drawn-projects.js';
import { parsed, resolved, written, type WrittenResource } from './spec.js';
import { watched } from './watchdog.js';

const projects = drawnProjects(() => true);

/** A resource, and those of its last fields that can be added to it. */
interface Grown {
  readonly start: WrittenResource;
  readonly added: readonly string[];
}

function canBeAdded(text: string, isCyclic: boolean): boolean {
  const field = parseField(text);
  // Of those that point at each other the older one is written first, whatever the order of a spec.
  if (field.kind !== 'scalar' && isCyclic) return false;
  // From the far side it would be a foreign key of another resource.
  if (field.kind === 'manyToMany') return true;
  if (field.kind === 'belongsTo') return field.optional || !field.unique;
  return field.kind === 'scalar' && field.source === undefined && (field.optional || !field.unique);
}

/** A resource cut short, as far as those around it, and itself, do without what is cut off. */
function cutShort(all: readonly WrittenResource[], resource: WrittenResource): Grown {
  const { name, fields } = resource;
  const graph = resolved(all, features);
  const whole = graph.find((one) => one.name === name);
  // Another resource may ask for a relation of this one: it comes last.
  if (whole?.fields.at(-1)?.name !== parseField(fields.at(-1) ?? '').name)
    return { start: resource, added: [] };
  const isCyclic = hasCycle(name, graph);
  const first = fields.findLastIndex((text) => !canBeAdded(text, isCyclic)) + 1;
  for (let kept = Math.max(1, first); kept < fields.length; kept += 1) {
    const start = { ...resource, fields: fields.slice(0, kept) };
    const short = resolvedOne(
      all.map((one) => (one.name === name ? start : one)),
      name,
    );
    if (short !== undefined && isPartOf(short, whole)) return { start, added: fields.slice(kept) };
  }
  return { start: resource, added: [] };
}

/**
 * Whether it lacks nothing but fields. Where nothing is said of the access or the owner, a relation to a user decides; a `hasMany` of
 * another resource makes a key where it finds none.
 */
function isPartOf(short: Resource, whole: Resource): boolean {
  const kept = short.fields.map(({ name }) => whole.fields.find((field) => field.name === name));
  return short.access === whole.access && isDeepStrictEqual(short.fields, kept);
}

function resolvedOne(resources: readonly WrittenResource[], name: string): Resource | undefined {
  try {
    return resolved(resources, features).find((one) => one.name === name);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

async function fieldByField(start: Files, grown: readonly Grown[]): Promise<Files> {
  let files = start;
  let seconds = 0;
  for (const { start: resource, added } of grown) {
    for (const text of added) {
      seconds += 60;
      const plan = await fieldAddition(files, resource.name, [text], { seconds, backfill: 'any' });
      expect(plan.manual, `${resource.name} ${text}`).toEqual([]);
      files = filesOf(plan);
    }
  }
  return files;
}

/** Each project on one pair of adapters: what differs between them is little of a resource. */
const shared = adapterPairs.map((adapters, at) => ({
  ...adapters,
  projects: projects.filter((_, index) => index % adapterPairs.length === at),
}));

describe.each(shared)('changes for random specs: on $http', ({ projects: own, ...adapters }) => {
  it('fields added one by one: the same bytes as created with them, but for migrations and the order of lists', async () => {
    let fields = 0;
    for (const clusters of own) {
      const resources = inOrder(written({ clusters }));
      const grown = resources.map((one) => cutShort(resources, one));
      fields += grown.reduce((sum, { added }) => sum + added.length, 0);
      const short = grown.map(({ start }) => parsed(start));
      const told = JSON.stringify(grown);
      const created = filesOf(await creation({ adapters, features: choices, resources: short }));
      const added = await watched(told, () => fieldByField(created, grown));
      const together = await creation({ adapters, features: choices, resources: resources.map(parsed) });
      expect(withoutOrder(added), told).toEqual(withoutOrder(filesOf(together)));
    }
    expect(fields).toBeGreaterThan(CLUSTERS / 2);
  });
});
