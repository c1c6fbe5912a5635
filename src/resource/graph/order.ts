import { UsageError } from '../../core/errors.js';
import type { Resource } from '../model.js';

type Edges = (resource: Resource) => readonly string[];

const required: Edges = ({ fields, name }) =>
  fields.flatMap((field) =>
    field.kind === 'belongsTo' && !field.optional && field.target !== name ? [field.target] : [],
  );
const joined: Edges = ({ fields }) =>
  fields.flatMap((field) => (field.kind === 'manyToMany' ? [field.target] : []));
const optional: Edges = ({ fields }) =>
  fields.flatMap((field) => (field.kind === 'belongsTo' && field.optional ? [field.target] : []));

/** What a resource waits for, the strictest first: all that it points at, then less. */
const strictness: readonly (readonly Edges[])[] = [
  [required, joined, optional],
  [required, joined],
  [required],
];

interface Waiting {
  readonly resource: Resource;
  /** The names that it waits for, by strictness. */
  readonly edges: readonly (readonly string[])[];
}

/** Targets before what points at them; what cannot be so, because it is a cycle, gives way at an optional relation first. */
export function inOrder(resources: readonly Resource[]): readonly Resource[] {
  const left = new Map(resources.map((resource) => [resource.name, waitingOf(resource)]));
  const ordered: Resource[] = [];
  while (left.size > 0) {
    const next = nextOf(left) ?? refuseCycle([...left.values()].map(({ resource }) => resource));
    left.delete(next.name);
    ordered.push(next);
  }
  return ordered;
}

const waitingOf = (resource: Resource): Waiting => ({
  resource,
  edges: strictness.map((edges) =>
    edges.flatMap((edge) => edge(resource)).filter((name) => name !== resource.name),
  ),
});

function nextOf(left: ReadonlyMap<string, Waiting>): Resource | undefined {
  for (const level of strictness.keys()) {
    for (const { resource, edges } of left.values())
      if (edges[level]?.every((name) => !left.has(name)) === true) return resource;
  }
  return undefined;
}

function refuseCycle(left: readonly Resource[]): never {
  const path: Resource[] = [];
  let current = left[0];
  while (current !== undefined && !path.includes(current)) {
    path.push(current);
    const targets = required(current);
    current = left.find(({ name }) => targets.includes(name));
  }
  const cycle = current === undefined ? path : path.slice(path.indexOf(current));
  const steps = cycle.map((resource, index) => step(resource, cycle[(index + 1) % cycle.length] ?? resource));
  throw new UsageError(
    `The required relations ${steps.join(', ')} form a cycle, so the first row could never be created.`,
    `Make one of them optional, for example ${steps[0]?.split(' ')[0]}.`,
  );
}

function step({ name, fields }: Resource, target: Resource): string {
  const key = fields.find(
    (field) => field.kind === 'belongsTo' && !field.optional && field.target === target.name,
  );
  return `${name}.${key?.name} → ${target.name}`;
}
