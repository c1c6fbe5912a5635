import { isDeepStrictEqual } from 'node:util';
import { UsageError } from '../core/errors.js';
import { withAccess, type WithAccess } from './access.js';
import { checkClashes } from './clashes.js';
import { checkResources } from './fields-check.js';
import type { Field, KnownEntity, Resource } from './model.js';
import { inOrder } from './order.js';
import type { ParsedResource } from './parsed.js';
import { type LinkedField, linkRelations } from './relations.js';
import { checkTargets } from './targets.js';

export interface GraphContext {
  /** Every entity of the project; for a project that is being created with auth, its user entity too. */
  readonly entities: ReadonlyMap<string, KnownEntity>;
  /** Whether the project has, or will have, users that sign in. */
  readonly auth: boolean;
}

/**
 * Makes resources of what was written: defaults filled, both sides of every relation found and agreed, every clash refused. They come in
 * an order in which foreign keys point back; only an optional one that closes a circle points forward. A resource that the project has
 * already comes back equal to the one it has, or is refused.
 */
export function resolveResources(
  wanted: readonly ParsedResource[],
  context: GraphContext,
): readonly Resource[] {
  checkClashes(wanted, context.entities);
  checkTargets(wanted, context);
  const linked = linkRelations(wanted);
  checkResources(linked, context.entities);
  const resources = linked.map((resource) => completed(withAccess(resource, context)));
  for (const resource of resources) checkWritable(resource);
  for (const resource of resources) checkUnchanged(resource, context.entities.get(resource.name));
  return inOrder(resources);
}

/** Whether two resources are the same, however they were written: then adding one again changes nothing. */
export const isSameResource = (one: Resource, other: Resource): boolean => isDeepStrictEqual(one, other);

function completed({ name, access, softDelete = false, tests = true, fields }: WithAccess): Resource {
  return { name, access, softDelete, tests, fields: fields.map(completedField) };
}

function completedField(field: LinkedField): Field {
  if (field.kind !== 'belongsTo') return field;
  return { ...field, onDelete: field.onDelete ?? (field.optional ? 'setNull' : 'restrict') };
}

function checkWritable({ name, fields }: Resource): void {
  if (fields.some((field) => !('foreign' in field) && !isServerMade(field))) return;
  throw new UsageError(
    `Resource ${name} has no field that a request may set.`,
    'Add one, for example name:string, or remove "readonly" from one.',
  );
}

const isServerMade = (field: Field): boolean =>
  (field.kind === 'scalar' && field.readonly) || (field.kind === 'belongsTo' && field.owner);

function checkUnchanged(resource: Resource, known: KnownEntity | undefined): void {
  if (known?.resource === undefined || isSameResource(resource, known.resource)) return;
  throw new UsageError(
    `The project has a resource ${resource.name} already (${known.path}), and it is not the same.`,
    `Choose another name, or change ${known.path} by hand.`,
  );
}
