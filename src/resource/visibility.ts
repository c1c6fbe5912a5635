import { UsageError } from '../core/errors.js';
import type { BelongsTo, Resource, VisibleWhen } from './model.js';
import type { ParsedResource } from './parsed.js';
import { definitionOf } from './types/types.js';
import { quote } from './wording.js';

/** Reads `published`, `archived=false` or `status=published,archived`. */
export function parseVisible(text: string): VisibleWhen {
  const [, field, values] = /^([a-z][A-Za-z0-9]*)(?:=([^=]*))?$/.exec(text.trim()) ?? [];
  const list = values?.split(',').map((value) => value.trim());
  if (field === undefined || list?.includes('') === true)
    throw new UsageError(
      `${quote(text)} does not say which rows are visible.`,
      'Name a boolean or datetime field (published, publishedAt), or a field with values (archived=false, status=published,archived).',
    );
  const twice = list?.find((value, index) => list.indexOf(value) < index);
  if (twice !== undefined)
    throw new UsageError(`${quote(text)} names ${quote(twice)} twice.`, 'Keep one of them.');
  return { field, ...(list && { values: list }) };
}

/** The inverse of `parseVisible`. */
export const visibleText = ({ field, values }: VisibleWhen): string =>
  values === undefined ? field : `${field}=${values.join(',')}`;

/** What could be written for a resource: one for each field that could say it. */
export const visibleExamples = ({ fields }: Pick<ParsedResource, 'fields'>): readonly string[] =>
  fields.flatMap((field) => {
    const example = field.kind === 'scalar' ? definitionOf(field).visibility?.example(field) : undefined;
    return example === undefined ? [] : [example];
  });

/** The relations by whose targets a row is hidden: a row that goes with another one is a part of it, and is seen with it. */
const partOf = ({ fields }: Pick<Resource, 'fields'>): readonly BelongsTo[] =>
  fields.filter(
    (field): field is BelongsTo =>
      field.kind === 'belongsTo' && !field.optional && field.onDelete === 'cascade',
  );

/** Whether not everybody sees all rows who may read the resource: it says which are visible, or is a part of one that does. */
export function hidesRows(resource: Resource, resourceOf: (name: string) => Resource | undefined): boolean {
  // Whoever may read these at all may read each of them.
  if (!canHide(resource)) return false;
  return resource.visible !== undefined || hidingWholes(resource, resourceOf).length > 0;
}

const canHide = ({ access }: Resource): boolean =>
  access !== 'public' && access !== 'private' && access !== 'internal';

/** Those of the resources that it is a part of that hide rows. */
export const hidingWholes = (
  resource: Resource,
  resourceOf: (name: string) => Resource | undefined,
): readonly BelongsTo[] =>
  partOf(resource).filter(({ target }) => {
    const whole = resourceOf(target);
    return whole !== undefined && hidesRows(whole, resourceOf);
  });
