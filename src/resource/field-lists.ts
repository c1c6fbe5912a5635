import { UsageError } from '../core/errors.js';
import { quote } from './wording.js';

/** Names of fields, in the order of the columns of their index. */
export type FieldList = readonly string[];

/** The lists of a resource: fields that are unique together, and fields with an index over all of them. Absent where there are none. */
export interface FieldLists {
  readonly unique?: readonly FieldList[];
  readonly indexes?: readonly FieldList[];
}

export type ListKind = keyof FieldLists;

export const listKinds = ['unique', 'indexes'] as const satisfies readonly ListKind[];

/** PostgreSQL has no index over more columns. */
export const MOST_COLUMNS = 32;

/** None where there is none: an empty list of lists is not written. */
export const listsOf = ({
  unique = [],
  indexes = [],
}: {
  readonly [Kind in ListKind]?: readonly FieldList[] | undefined;
}): FieldLists => ({
  ...(unique.length > 0 && { unique }),
  ...(indexes.length > 0 && { indexes }),
});

export const listText = (list: FieldList): string => list.join(',');

/** Reads `order,product`. */
export function parseFieldList(text: string, kind: ListKind): FieldList {
  const list = text.split(',').map((name) => name.trim());
  checkList(list, kind);
  return list;
}

/** The lists of a kind as a resource has them. Whether their fields are there is found out beside the fields. */
export function checkedLists(kind: ListKind, lists: readonly FieldList[] = []): FieldLists {
  for (const list of lists) checkList(list, kind);
  const twice = lists.find((list, index) => lists.slice(0, index).some((other) => isSame(kind, list, other)));
  if (twice !== undefined)
    throw new UsageError(`The list ${quote(listText(twice))} is there twice.`, 'Keep one of them.');
  return listsOf({ [kind]: lists });
}

/** The order of columns matters to what an index is good for, but not to what is unique. */
export function isSame(kind: ListKind, one: FieldList, other: FieldList): boolean {
  const [first, second] = kind === 'unique' ? [one.toSorted(), other.toSorted()] : [one, other];
  return listText(first) === listText(second);
}

const modifier = { unique: 'unique', indexes: 'index' } as const;

function checkList(list: FieldList, kind: ListKind): void {
  const text = quote(listText(list));
  if (list.length < 2) {
    throw new UsageError(
      `The list ${text} has ${list.length === 0 ? 'no field' : 'one field only'}.`,
      `Name two or more. For one field, the field itself says it: ${list[0] || 'name'}:string:${modifier[kind]}`,
    );
  }
  const twice = list.find((name, index) => list.indexOf(name) < index);
  if (twice !== undefined)
    throw new UsageError(`The list ${text} names ${quote(twice)} twice.`, 'Keep one of them.');
  if (list.length <= MOST_COLUMNS) return;
  throw new UsageError(
    `The list ${text} has ${list.length} fields, and PostgreSQL has no index over more than ${MOST_COLUMNS}.`,
    'Leave some out.',
  );
}
