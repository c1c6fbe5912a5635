import { UsageError } from '../../core/errors.js';
import type { Project } from '../../core/project.js';
import {
  type FieldList,
  isSame,
  type ListKind,
  listKinds,
  listsOf,
  listText,
} from '../../resource/field-lists.js';
import { parsedOf } from '../../resource/language/print-field.js';
import type { Resource } from '../../resource/model.js';
import { columnName, constraintName, foreignKeyName, namesOfResource } from '../../resource/names.js';
import type { ParsedResource } from '../../resource/parsed.js';
import { quote } from '../../resource/wording.js';
import type { Existing } from '../project/existing.js';
import { type Resources, resolvedWith } from './resources.js';

/** A list of fields, and what it is for. */
export interface KindOfList {
  readonly kind: ListKind;
  readonly list: FieldList;
}

/**
 * What becomes of all resources when one gets an index over several fields, or several that are unique together.
 *
 * @throws UsageError where it cannot have them.
 */
export function withList(resource: Resource, { kind, list }: KindOfList, existing: Existing): Resources {
  const there = resource[kind] ?? [];
  if (there.some((other) => isSame(kind, other, list))) return existing.manifest.resources;
  return resolvedWith([{ ...parsedOf(resource), [kind]: [...there, list] }], existing);
}

/** What becomes of all resources when one loses a list. */
export function withoutList(resource: Resource, { kind, list }: KindOfList, existing: Existing): Resources {
  const lists = withLists(parsedOf(resource), (one, of) =>
    of === kind && isSame(kind, one, list) ? [] : [one],
  );
  return resolvedWith([lists], existing);
}

/** A resource whose lists are others; an empty list of lists is none. */
function withLists(
  { unique = [], indexes = [], ...rest }: ParsedResource,
  become: (list: FieldList, kind: ListKind) => readonly FieldList[],
): ParsedResource {
  return {
    ...rest,
    ...listsOf({
      unique: unique.flatMap((list) => become(list, 'unique')),
      indexes: indexes.flatMap((list) => become(list, 'indexes')),
    }),
  };
}

/** A resource whose lists with one of the fields are gone, as its columns are. */
export const withoutListsOf = (names: readonly string[], resource: ParsedResource): ParsedResource =>
  withLists(resource, (list) => (list.some((name) => names.includes(name)) ? [] : [list]));

/** A resource whose lists call a field something else. */
export const withListsRenamed = (
  resource: ParsedResource,
  { from, to }: { readonly from: string; readonly to: string },
): ParsedResource => withLists(resource, (list) => [list.map((name) => (name === from ? to : name))]);

const listsIn = (resource: Resource): readonly KindOfList[] =>
  listKinds.flatMap((kind) => (resource[kind] ?? []).map((list) => ({ kind, list })));

/** The list of a resource with these fields; undefined where it has none. */
export const listCalled = (wanted: FieldList, resource: Resource): KindOfList | undefined =>
  listsIn(resource).find(({ kind, list }) => isSame(kind, list, wanted));

/** What is to be said where lists go with their fields. */
export const goneLists = (names: readonly string[], resource: Resource): readonly string[] =>
  listsIn(resource)
    .filter(({ list }) => list.some((name) => names.includes(name)))
    .map(({ kind, list }) =>
      kind === 'unique'
        ? `Rows of ${resource.name} may have the same ${listText(list)} from now on: the unique index went with ${fieldsOf(list, names)}.`
        : `The index of ${resource.name} over ${listText(list)} went with ${fieldsOf(list, names)}.`,
    );

const fieldsOf = (list: FieldList, names: readonly string[]): string =>
  list.filter((name) => names.includes(name)).join(' and ');

/** Whether a migration of the project has dropped an index over these fields before. */
export function wasListRemoved(list: FieldList, resource: Resource, project: Project): boolean {
  const { plural } = namesOfResource(resource);
  const columns = list.map((name) => columnName(isRelation(name, resource) ? foreignKeyName(name) : name));
  const drops = [
    `DROP INDEX "${constraintName(plural.snake, columns, 'idx')}"`,
    `DROP INDEX "${constraintName(plural.snake, columns, 'key')}"`,
    `DROP CONSTRAINT "${constraintName(plural.snake, columns, 'key')}"`,
  ];
  return project
    .list('src/database/migrations')
    .filter((path) => path.endsWith(`-from-${plural.kebab}.ts`))
    .some((path) => drops.some((drop) => project.read(path)?.includes(drop)));
}

const isRelation = (name: string, { fields }: Resource): boolean =>
  fields.some((field) => field.name === name && field.kind !== 'scalar');

export function noSuchList(list: FieldList, resource: Resource): UsageError {
  const there = listsIn(resource).map((one) => listText(one.list));
  return new UsageError(
    `${resource.name} has no index over ${quote(listText(list))}.`,
    there.length === 0
      ? `It has none over several fields. That of one field: plinth change field ${resource.name} <field> --not-index`
      : `Those it has over several fields: ${there.join(' and ')}.`,
    { code: 'unknown-name' },
  );
}
