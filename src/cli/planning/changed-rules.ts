import { grantsActors } from '../../resource/graph/access.js';
import { parsedOf } from '../../resource/language/print-field.js';
import type { Access, Operation, Resource, VisibleWhen } from '../../resource/model.js';
import { namesOf } from '../../resource/names.js';
import { resourceDescription } from '../../resource/descriptions.js';
import { checkPath } from '../../resource/names-check.js';
import type { ParsedField } from '../../resource/parsed.js';
import type { Existing } from '../project/existing.js';
import { type Resources, resolvedWith } from './resources.js';

/** What is to be changed of a resource as a whole. */
export interface RuleEdits {
  readonly access?: Access;
  readonly operations?: readonly Operation[];
  readonly visible?: VisibleWhen;
  /** No row is hidden any more. */
  readonly allVisible?: true;
  readonly softDelete?: boolean;
  /** False: as its plural is called. */
  readonly path?: string | false;
  /** False: none. */
  readonly description?: string | false;
}

/**
 * What becomes of all resources when other rules hold for one.
 *
 * @throws UsageError where they do not go together with its fields.
 */
export function withChangedRules(
  resource: Resource,
  { allVisible, ...edits }: RuleEdits,
  existing: Existing,
): Resources {
  const { visible, description: old, ...parsed } = parsedOf(resource);
  const { path, description = old, ...rules } = edits;
  if (typeof path === 'string') checkPath(resource.name, path);
  const own = path === false ? namesOf(resource.name, resource.plural).path : path;
  return resolvedWith(
    [
      {
        ...parsed,
        ...(visible && allVisible !== true && { visible }),
        ...rules,
        ...(own !== undefined && { path: own }),
        ...(typeof description === 'string' && resourceDescription(resource.name, description)),
        fields: parsed.fields.map((field) => withoutAssumption(field, resource, existing)),
      },
    ],
    existing,
  );
}

/** Whose row it is follows from the access level where nobody has said it: then it follows from the new one. */
function withoutAssumption(field: ParsedField, resource: Resource, { facts }: Existing): ParsedField {
  if (field.kind !== 'belongsTo' || field.owner === undefined) return field;
  const { owner: isOwner, ...unsaid } = field;
  const first = resource.fields.find(
    (one) => one.kind === 'belongsTo' && !one.optional && facts.entities.get(one.target)?.isUser === true,
  );
  const isAssumed = grantsActors(resource.access) && first?.name === field.name;
  return isOwner === isAssumed ? unsaid : field;
}
