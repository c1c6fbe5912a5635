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

/** Targets before what points at them; what cannot be so, because it is a circle, gives way at an optional relation first. */
export function inOrder(resources: readonly Resource[]): readonly Resource[] {
  const left = [...resources];
  const ordered: Resource[] = [];
  while (left.length > 0) {
    const next = nextOf(left) ?? refuseCycle(left);
    left.splice(left.indexOf(next), 1);
    ordered.push(next);
  }
  return ordered;
}

function nextOf(left: readonly Resource[]): Resource | undefined {
  const waits = (resource: Resource, edges: readonly Edges[]) =>
    edges.some((edge) => left.some((other) => other !== resource && edge(resource).includes(other.name)));
  const strictness = [[required, joined, optional], [required, joined], [required]];
  for (const edges of strictness) {
    const ready = left.find((resource) => !waits(resource, edges));
    if (ready !== undefined) return ready;
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
