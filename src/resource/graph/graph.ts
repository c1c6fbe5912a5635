import { isDeepStrictEqual } from 'node:util';
import { UsageError } from '../../core/errors.js';
import { withAccess, type WithAccess } from './access.js';
import { resolvedActions } from './actions-check.js';
import type { GraphContext } from './context.js';
import { clashesAmong, takenByFeatures } from './clashes.js';
import { checkChecks } from './checks-check.js';
import { checkFieldLists } from './field-lists-check.js';
import { checkResources } from './fields-check.js';
import { fromEach, refuse } from '../mistakes.js';
import { checksOf } from '../checks.js';
import { listsOf } from '../field-lists.js';
import { namesOf } from '../names.js';
import { type Field, type KnownEntity, type OnDelete, operations, type Resource } from '../model.js';
import { operationsOf, servesOf, takesBodies } from '../operations.js';
import { checkLookups } from './lookup-check.js';
import { inOrder } from './order.js';
import type { ParsedResource } from '../parsed.js';
import { type LinkedField, linkRelations } from './relations.js';
import { missingTargets } from './targets.js';
import { checkParts, checkVisible } from './visible-check.js';

/**
 * Makes resources of what was written: defaults filled, both sides of every relation found and agreed, every clash refused. They come in
 * an order in which foreign keys point back; only an optional one that closes a cycle points forward. A resource that the project has
 * already comes back equal to the one it has, or is refused. The mistakes of one step are told together; a later step needs the one before.
 */
export function resolveResources(
  wanted: readonly ParsedResource[],
  context: GraphContext,
): readonly Resource[] {
  refuse([
    ...takenByFeatures(wanted, context.ownTables ?? new Map()),
    ...clashesAmong(wanted, context.entities),
    ...missingTargets(wanted, context),
  ]);
  const linked = linkRelations(wanted);
  checkResources(linked, context.entities);
  const resources = fromEach(linked, (one) => {
    const resource = completed(withAccess(one, context));
    checkWritable(resource);
    checkSearchable(resource);
    checkFieldLists(resource);
    checkVisible(resource);
    checkLookups(resource);
    checkChecks(resource);
    checkUnchanged(resource, context.entities.get(resource.name));
    return resource;
  });
  checkParts(resources, context.entities);
  return inOrder(resources);
}

/** Whether two resources are the same, however they were written: then adding one again changes nothing. */
export const isSameResource = (one: Resource, other: Resource): boolean => isDeepStrictEqual(one, other);

function completed(resource: WithAccess): Resource {
  const { name, plural, path, description, access, visible, softDelete = false, tests = true } = resource;
  const { unique, indexes, checks, actions = [] } = resource;
  const some = operationsOf(resource);
  const partly = some.length === operations.length ? {} : { operations: some };
  const own = plural === undefined || plural === namesOf(name).plural.pascal ? {} : { plural };
  const fields = resource.fields.map(completedField);
  return {
    name,
    ...own,
    ...(path === undefined || path === namesOf(name, plural).path ? {} : { path }),
    ...(description !== undefined && { description }),
    access,
    ...partly,
    ...(visible && { visible }),
    softDelete,
    tests,
    fields,
    ...listsOf({ unique, indexes }),
    ...checksOf({ checks }),
    ...resolvedActions(actions, { name, access, fields, ...partly }),
  };
}

/** What happens when the target goes, where nothing is said of it. */
export const usualDeletion = (optional: boolean): OnDelete => (optional ? 'setNull' : 'restrict');

function completedField(field: LinkedField): Field {
  if (field.kind !== 'belongsTo') return field;
  const { owner = false, onDelete = usualDeletion(field.optional), ...rest } = field;
  // The manifest prints them in this order, however the field came about.
  return { ...rest, owner, onDelete };
}

function checkWritable(resource: Resource): void {
  const { name, fields } = resource;
  if (!takesBodies(servesOf(resource))) return;
  if (fields.some((field) => !('foreign' in field) && !isServerMade(field))) return;
  throw new UsageError(
    `Resource ${name} has no field that a request may set.`,
    'Add one, for example name:string, or remove "readonly" from one.',
  );
}

function checkSearchable(resource: Resource): void {
  const { name, fields } = resource;
  const found = fields.find((field) => field.kind === 'scalar' && field.searchable);
  if (found === undefined || servesOf(resource).list) return;
  throw new UsageError(
    `${name}.${found.name} is searchable, but ${name} has no operation "list", so nothing searches it.`,
    'Remove "searchable", or add "list" to the operations.',
  );
}

const isServerMade = (field: Field): boolean =>
  (field.kind === 'scalar' && field.readonly) || (field.kind === 'belongsTo' && field.owner);

function checkUnchanged(resource: Resource, known: KnownEntity | undefined): void {
  if (known?.resource === undefined || isSameResource(resource, known.resource)) return;
  throw new UsageError(
    `The project already has a resource ${resource.name} (${known.path}), with other fields or options.`,
    `To change it: plinth add field ${resource.name} …, plinth change field ${resource.name} … or plinth change resource ${resource.name} …; or choose another name.`,
    { code: 'exists' },
  );
}
