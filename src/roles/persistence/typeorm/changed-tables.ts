import { isDeepStrictEqual } from 'node:util';
import { inverted } from '../../../core/inverted.js';
import { sqlString, templateText } from '../../../core/quoting.js';
import { checkBetween, checksOf, isSameCheck } from '../../../resource/checks.js';
import { listKinds, listsOf } from '../../../resource/field-lists.js';
import type { Field, Resource, ScalarField } from '../../../resource/model.js';
import { columnName, namesOf } from '../../../resource/names.js';
import { type Shape, shapeOf } from '../../../resource/shape/shape.js';
import type { Backfill, ResourceChange, TableChanges } from '../contract.js';
import type { Engine } from '../engines/engine.js';
import { defaultOf } from './default-value.js';
import { migrationValues } from './migration.js';
import { lossOf, notesOf } from './table-notes.js';
import { type Fills, tableSteps } from './table-steps.js';

/** A resource's tables before and after a change. */
export interface ChangedShapes {
  readonly before: Shape;
  /** As before, with each field called what it is called after. */
  readonly beforeRenamed: Shape;
  readonly after: Shape;
  /** As after, with each field called what it is called before. */
  readonly afterRenamed: Shape;
  readonly change: ResourceChange;
}

export function changedShapes(
  change: ResourceChange,
  { changed, known, project }: TableChanges,
): ChangedShapes {
  const { before, after, renamed } = change;
  const called = new Map(changed.map((one) => [one.before.name, one.after]));
  const wasCalled = new Map(changed.map((one) => [one.after.name, one.before]));
  const shape = (resource: Resource): Shape => shapeOf(resource, known, project);
  return {
    before: shape(before),
    beforeRenamed: shape(withNames(before, renamed, called)),
    after: shape(after),
    afterRenamed: shape(withNames(after, inverted(renamed), wasCalled)),
    change,
  };
}

/** Resources whose tables go, as they were when they were made: one that points at a later one waits for its table. */
export const removedShapes = ({ removed, known, project }: TableChanges): readonly Shape[] =>
  removed.map((resource, index) => {
    const later = removed.slice(index + 1).map(({ name }) => known.get(name)?.path ?? '');
    return shapeOf(
      resource,
      known,
      later.reduce((left, path) => left.remove(path), project),
    );
  });

/** @param resources what resources are called, by what they are called in this one. */
function withNames(
  { plural: _plural, ...resource }: Resource,
  names: ReadonlyMap<string, string>,
  resources: ReadonlyMap<string, Pick<Resource, 'name' | 'plural'>>,
): Resource {
  const called = (name: string): string => names.get(name) ?? name;
  const fields = resource.fields.map((field): Field => {
    const renamed = { ...field, name: called(field.name) };
    if (renamed.kind === 'scalar')
      return renamed.source === undefined ? renamed : { ...renamed, source: called(renamed.source) };
    return { ...renamed, target: resources.get(renamed.target)?.name ?? renamed.target };
  });
  const own = resources.get(resource.name);
  const plural = own === undefined ? _plural : own.plural;
  const lists = listKinds.map((kind) => [kind, resource[kind]?.map((list) => list.map(called))]);
  return {
    ...resource,
    name: own?.name ?? resource.name,
    ...(plural !== undefined && { plural }),
    fields,
    ...listsOf(Object.fromEntries(lists)),
    ...checksOf({ checks: resource.checks?.map((check) => checkBetween(check, called)) }),
  };
}

/**
 * What the template of a migration prints that changes tables, and what there is to say of it; undefined where no table changes.
 *
 * @param removed whose tables go, in the order in which they were made.
 * @param purged what is deleted for good beforehand.
 */
export function changedTablesValues(
  shapes: readonly ChangedShapes[],
  removed: readonly Shape[],
  purged: Readonly<Record<'up' | 'down', readonly string[]>>,
  engine: Engine,
) {
  const up = shapes
    .map(({ before, beforeRenamed, after, change }) =>
      tableSteps(
        { from: before, renamed: beforeRenamed, to: after },
        engine,
        fillsOf(after, change.backfill, engine),
      ),
    )
    .filter(({ isNothing }) => !isNothing);
  if (up.length + removed.length === 0) return undefined;
  const down = shapes
    .toReversed()
    .map(({ before, after, afterRenamed }) =>
      tableSteps({ from: after, renamed: afterRenamed, to: before }, engine, new Map()),
    )
    .filter(({ isNothing }) => !isNothing);
  const restored = removed.map((shape, index) => migrationValues(shape, engine, removed.slice(0, index)));
  const dropped = restored.toReversed();
  const isConcurrent =
    removed.length === 0 &&
    up.every(({ hasOnlyIndexes }) => hasOnlyIndexes) &&
    up.some(({ hasIndexes }) => hasIndexes);
  const notes = [...up.flatMap((steps) => notesOf(steps, isConcurrent, engine)), ...dropped.flatMap(lossOf)];
  return {
    up,
    down,
    purgedUp: purged.up,
    purgedDown: purged.down,
    hasPurgeUp: purged.up.length > 0,
    hasPurgeDown: purged.down.length > 0,
    dropped,
    restored,
    isConcurrent,
    concurrentUp: { tables: up, hasIndexes: up.some(touchesIndexes) },
    concurrentDown: { tables: down, hasIndexes: down.some(touchesIndexes) },
    notes,
  };
}

const touchesIndexes = ({ hasIndexes, droppedIndexes }: ReturnType<typeof tableSteps>): boolean =>
  hasIndexes || droppedIndexes.length > 0;

/** What the rows that are there get where their column has no default, as SQL in a template literal. */
function fillsOf(shape: Shape, backfill: Backfill, engine: Engine): Fills {
  const scalars = shape.scalars.flatMap((field) => {
    const value = backfill.get(field.name);
    if (value === undefined) return [];
    // Not every default can be a column's: there the value itself is written.
    const sql = defaultOf({ ...field, default: value }, engine)?.sql ?? sqlString(String(value));
    return [[columnName(field.name), templateText(sql)] as const];
  });
  const keys = shape.belongsTo.flatMap(({ name, key }) => {
    const value = backfill.get(name);
    return value === undefined ? [] : [[columnName(key), templateText(sqlString(String(value)))] as const];
  });
  return new Map([...scalars, ...keys]);
}

/** Fields that a column can give no value of their own to the rows that are there. */
export const withoutColumnDefault = (
  fields: readonly ScalarField[],
  engine: Engine,
): readonly ScalarField[] =>
  fields.filter((field) => !field.optional && defaultOf(field, engine) === undefined);

/** How the migration and its file are called. */
export function changedTablesMigration(
  shapes: readonly ChangedShapes[],
  removed: readonly Shape[],
  now: Date,
) {
  const stamp = String(now.getTime());
  const { pascal, kebab } = namesOf(titleOf(shapes, removed));
  return {
    stamp,
    title: kebab,
    migration: `${pascal}${stamp}`,
    from: `src/database/migrations/${stamp}-${kebab}`,
  };
}

/** `DropPosts`, or what happens to the first table that changes. */
function titleOf(shapes: readonly ChangedShapes[], removed: readonly Shape[]): string {
  if (removed.length > 0) return `Drop${removed.map(({ names }) => names.plural.pascal).join('And')}`;
  const renamed = shapes.find(({ change: { before, after } }) => before.name !== after.name);
  const first = renamed ?? shapes[0];
  if (first === undefined) throw new Error('No table changes.');
  return titleOfChange(first);
}

/** `AddSubtitleToPosts`, `RemoveSubtitleFromPosts`, `RenameBodyToContentInPosts`, `ChangeTitleInPosts`. */
function titleOfChange({ change, ...shapes }: ChangedShapes): string {
  const { before, after, renamed } = change;
  const [old, table] = [shapes.before.names.plural.pascal, shapes.after.names.plural.pascal];
  if (old !== table) return `Rename${old}To${table}`;
  if (before.name !== after.name) return `Rename${before.name}To${after.name}`;
  if (renamed.size > 0)
    return `Rename${[...renamed].map(([old, now]) => `${pascal(old)}To${pascal(now)}`).join('And')}In${table}`;
  const added = missingIn(before, after);
  if (added.length > 0) return `Add${together(added)}To${table}`;
  const removed = missingIn(after, before);
  if (removed.length > 0) return `Remove${together(removed)}From${table}`;
  const changed = after.fields.filter((field) => !before.fields.includes(field));
  if (changed.length > 0) return `Change${together(changed.map(({ name }) => name))}In${table}`;
  const [come] = missingRules(before, after);
  if (come !== undefined) return `Add${come}To${table}`;
  const [gone] = missingRules(after, before);
  return gone === undefined ? `Change${table}` : `Remove${gone}From${table}`;
}

const missingRules = (one: Resource, other: Resource): readonly string[] => [
  ...missingLists(one, other),
  ...missingChecks(one, other),
];

/** `CheckOnStartsAtAndEndsAt`, for each check that the other has and the one has not. */
const missingChecks = (one: Resource, other: Resource): readonly string[] =>
  (other.checks ?? [])
    .filter((check) => one.checks?.some((there) => isSameCheck(there, check)) !== true)
    .map((check) => `CheckOn${together([check.field, check.other])}`);

/** `IndexOnStatusAndCreatedAt`, for each list that the other has and the one has not. */
const missingLists = (one: Resource, other: Resource): readonly string[] =>
  listKinds.flatMap((kind) =>
    (other[kind] ?? [])
      .filter((list) => one[kind]?.some((there) => isDeepStrictEqual(there, list)) !== true)
      .map((list) => `${kind === 'unique' ? 'Unique' : ''}IndexOn${together(list)}`),
  );

const missingIn = ({ fields }: Resource, other: Resource): readonly string[] =>
  other.fields.map(({ name }) => name).filter((name) => fields.every((field) => field.name !== name));

const together = (names: readonly string[]): string =>
  names.length === 0 || names.length > 2 ? 'Fields' : names.map(pascal).join('And');

const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
