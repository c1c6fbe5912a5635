import type { Resource } from '../../src/resource/model.js';

function targetsOf(name: string, graph: readonly Resource[]): readonly string[] {
  const fields = graph.find((one) => one.name === name)?.fields ?? [];
  return fields.flatMap((field) =>
    (field.kind === 'belongsTo' || field.kind === 'manyToMany') && field.target !== name
      ? [field.target]
      : [],
  );
}

/** All that a resource points at, and that those point at. */
function reached(name: string, graph: readonly Resource[], found = new Set<string>()): ReadonlySet<string> {
  for (const target of targetsOf(name, graph)) {
    if (found.has(target)) continue;
    found.add(target);
    reached(target, graph, found);
  }
  return found;
}

/** Whether a resource, or one that it points at or that points at it, points at itself in the end. */
export const hasCycle = (name: string, graph: readonly Resource[]): boolean =>
  graph
    .filter(
      (one) => one.name === name || reached(name, graph).has(one.name) || reached(one.name, graph).has(name),
    )
    .some((one) => reached(one.name, graph).has(one.name));
