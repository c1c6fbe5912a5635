import { UsageError } from '../../core/errors.js';
import { type FieldList, type ListKind, listKinds, listText } from '../field-lists.js';
import { combinations, withoutOwner } from '../fields/combinations.js';
import { enoughUnique, fewestUnique } from '../fields/distinct-values.js';
import { fitsIndex, isIndexable } from '../fields/index-size.js';
import { fromEach } from '../mistakes.js';
import type { Field, Resource } from '../model.js';
import { momentFields } from '../reserved-names.js';
import { quote, unknownName } from '../wording.js';

/** Refuses lists of fields that cannot be unique together, or have no index over them. */
export function checkFieldLists(resource: Resource): void {
  fromEach(listKinds, (kind) =>
    fromEach(resource[kind] ?? [], (list) => {
      checkMembers(kind, list, resource);
      checkSize(list, resource);
      if (kind === 'unique') checkUnique(list, resource);
      else checkIndex(list, resource);
    }),
  );
}

const called = (kind: ListKind, list: FieldList, { name }: Resource): string =>
  `${name}: the ${kind === 'unique' ? 'unique list' : 'index'} ${quote(listText(list))}`;

function checkMembers(kind: ListKind, list: FieldList, resource: Resource): void {
  fromEach(list, (name) => {
    const field = resource.fields.find((one) => one.name === name);
    if (field !== undefined) return checkMember(kind, list, field, resource);
    if (momentFields.includes(name)) return checkMoment(kind, list, name, resource);
    const known = resource.fields.filter(hasColumn).map((one) => one.name);
    throw unknownName(
      `${called(kind, list, resource)} names ${quote(name)}, which is no field.`,
      name,
      known,
      `Use some of ${[...known, ...(kind === 'indexes' ? momentFields : [])].join(', ')}.`,
    );
  });
}

const hasColumn = (field: Field): boolean =>
  field.kind === 'belongsTo' || (field.kind === 'scalar' && isIndexable(field));

function checkMember(kind: ListKind, list: FieldList, field: Field, resource: Resource): void {
  if (hasColumn(field)) return;
  const what = field.kind === 'scalar' ? field.type : field.kind;
  const why = field.kind === 'scalar' ? 'no index can be over that' : 'it has no column in this table';
  throw new UsageError(
    `${called(kind, list, resource)} names ${quote(field.name)}, which is ${what}: ${why}.`,
    `Leave ${field.name} out.`,
  );
}

function checkMoment(kind: ListKind, list: FieldList, name: string, resource: Resource): void {
  if (kind === 'indexes') return;
  throw new UsageError(
    `${called(kind, list, resource)} names ${name}, which is another for nearly every row.`,
    `Leave ${name} out.`,
  );
}

function checkSize(list: FieldList, resource: Resource): void {
  const fields = resource.fields.filter(({ name }) => list.includes(name));
  const scalars = fields.filter((field) => field.kind === 'scalar');
  if (fitsIndex(scalars, list.length - scalars.length)) return;
  throw new UsageError(
    `${resource.name}: the values of ${listText(list)} may be too long together for an index, which holds 2704 bytes of each row.`,
    'Give the texts a smaller max= (a character has up to 4 bytes), or leave one out.',
  );
}

function checkUnique(list: FieldList, resource: Resource): void {
  const refuse = (what: string, remedy: string) => {
    throw new UsageError(`${called('unique', list, resource)} ${what}.`, remedy);
  };
  const { fields, unique = [] } = resource;
  const alone = fields.find((field) => list.includes(field.name) && 'unique' in field && field.unique);
  if (alone !== undefined)
    refuse(
      `says nothing more: ${alone.name} is unique by itself`,
      `Remove the list, or "unique" from ${alone.name}.`,
    );
  const within = unique.find((other) => other !== list && other.every((name) => list.includes(name)));
  if (within !== undefined)
    refuse(`says nothing more: ${quote(listText(within))} is unique already`, 'Remove one of the two lists.');
  const rows = combinations(list, fields);
  if (rows < fewestUnique)
    refuse(
      `allows ${rows === 1 ? 'one row' : `${rows} rows`} and no more, as far as requests set its fields`,
      `Allow at least ${fewestUnique} combinations of values, or add a field.`,
    );
  const shared = unique.find((other) => other !== list && sharesFewValues(other, list, fields));
  if (shared !== undefined)
    refuse(
      `and ${quote(listText(shared))} both have few combinations of values, and share a field`,
      'Allow one of them more values.',
    );
}

/** Tests go through the combinations one by one, which they can do with one list at a time. */
const sharesFewValues = (one: FieldList, other: FieldList, fields: readonly Field[]): boolean =>
  one.some((name) => other.includes(name)) &&
  [one, other].every((list) => combinations(withoutOwner(list, fields), fields) < enoughUnique);

function checkIndex(list: FieldList, resource: Resource): void {
  const unique = resource.unique?.find((other) => listText(other) === listText(list));
  if (unique === undefined) return;
  throw new UsageError(
    `${called('indexes', list, resource)} is there already: what is unique together has an index by that.`,
    `Remove it from "indexes".`,
  );
}
