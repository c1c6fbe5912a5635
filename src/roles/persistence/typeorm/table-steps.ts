import { isDeepStrictEqual } from 'node:util';
import type { Shape } from '../../../resource/shape/shape.js';
import type { Engine } from '../engines/engine.js';
import { migrationValues, type TableValues } from './migration.js';
import { misfits } from './misfits.js';
import { alterations, clause } from './table-clauses.js';
import { allColumns, type TableColumn } from './table-columns.js';

/** A table as it is and as it is to be. */
export interface TableShapes {
  readonly from: Shape;
  /** The same as `from`, with the fields called what they are called in `to`. */
  readonly renamed: Shape;
  readonly to: Shape;
}

/** What the rows that are there get in columns that have no default, by column, as SQL in a template literal. */
export type Fills = ReadonlyMap<string, string>;

/** What makes one table of the other, in the order in which it has to be done. */
export function tableSteps({ from, renamed, to }: TableShapes, engine: Engine, fills: Fills) {
  const values = (shape: Shape): TableValues => migrationValues(shape, engine, []);
  const [first, old, next] = [values(from), values(renamed), values(to)];
  const columnsOf = (table: TableValues) => allColumns(table, engine);
  const [oldColumns, columns] = [columnsOf(old), columnsOf(next)];
  const gone = without(oldColumns, columns, nameOf);
  const dropped = new Set(gone.map(({ name }) => name));
  // With a column goes what is over it.
  const stays = (part: OverColumns): boolean => columnsOver(part).every((column) => !dropped.has(column));
  const isThere = (column: string): boolean => oldColumns.some(({ name }) => name === column);
  const added = without(columns, oldColumns, nameOf).map((column) => filledColumn(column, fills));
  const altered = columns.flatMap((column) => {
    const before = oldColumns.find(({ name }) => name === column.name);
    return before === undefined ? [] : [{ before, column }];
  });
  const retyped = altered.filter(({ before, column }) => before.type !== column.type);
  const required = altered.filter(({ before, column }) => before.isNullable && !column.isNullable);
  const indexes = without(next.indexes, old.indexes);
  const uniqueIndexes = without(next.uniqueIndexes, old.uniqueIndexes);
  const uniqueConstraints = without(next.uniqueConstraints, old.uniqueConstraints);
  const droppedUnique = without(old.uniqueConstraints, next.uniqueConstraints).filter(stays);
  const clauses = [
    ...without(constraintsOf(old), constraintsOf(next)).filter(stays).map(clause('isDroppedConstraint')),
    ...gone.map(clause('isDroppedColumn')),
    ...added.map((column) => clause('isAddedColumn')({ name: column.name, column })),
    ...altered.flatMap((one) => alterations(one, engine)),
    ...uniqueConstraints.map(clause('isUnique')),
    ...without(next.checks, old.checks).map(clause('isCheck')),
    ...without(next.foreignKeys, old.foreignKeys).map(clause('isKey')),
  ];
  /** What is neither an index nor a clause of ALTER TABLE. */
  const others = {
    droppedJoinTables: without(old.joinTables, next.joinTables, tableOf),
    renamedColumns: renames(columnsOf(first), oldColumns),
    renamedTable: first.table === old.table ? [] : [{ from: first.table, to: old.table }],
    renamedConstraints: renames(namedIn(first), namedIn(old)),
    renamedIndexes: [
      ...renames(first.indexes, old.indexes),
      ...renames(first.uniqueIndexes, old.uniqueIndexes),
    ],
    renamedJoinTables: renamedJoinTables(first.joinTables, old.joinTables),
    joinTables: without(next.joinTables, old.joinTables, tableOf),
  };
  const steps = {
    ...others,
    droppedIndexes: [
      ...without(old.indexes, next.indexes),
      ...without(old.uniqueIndexes, next.uniqueIndexes),
    ].filter(stays),
    clauses: clauses.map((one, index) => ({ ...one, isLater: index > 0 })),
    indexes,
    uniqueIndexes,
  };
  return {
    ...steps,
    uniqueConstraints,
    droppedUnique,
    /** Nothing changes but indexes, and constraints that are indexes. */
    hasOnlyIndexes: isEmpty(others) && clauses.length === uniqueConstraints.length + droppedUnique.length,
    table: next.table,
    isDeletedSoftly: next.isDeletedSoftly,
    filled: required.flatMap(({ column: { name } }) => {
      const value = fills.get(name);
      return value === undefined ? [] : [{ name, value }];
    }),
    isAltered: clauses.length > 0,
    gone: gone.map(({ name }) => name),
    /** Columns whose new type makes the database write the table anew, and those of another kind. */
    rewritten: retyped
      .filter(({ before, column }) => engine.conversion('', before.of, column.of).isRewriting)
      .map(({ column }) => column.name),
    converted: retyped
      .filter(({ before, column }) => before.of.kind !== column.of.kind)
      .map(({ column }) => column.name),
    misfits: misfits({ old, oldColumns, altered, added, checks: without(next.checks, old.checks) }),
    doubles: [...uniqueConstraints.map((one) => ({ ...one, where: undefined })), ...uniqueIndexes]
      // What is null in a new column stands in nobody's way, and all rows have the same of what is not.
      .filter((one) => one.columns.every((column) => isThere(column) || isFilled(columns, column)))
      .map(({ keys, where, ...one }) => ({
        keys: keys.filter((_, at) => isThere(one.columns[at] ?? '')),
        where,
      }))
      .filter(({ keys }) => keys.length > 0),
    backfilled: added.filter(({ isBackfilled }) => isBackfilled),
    hasIndexes: indexes.length + uniqueIndexes.length + uniqueConstraints.length > 0,
    isNothing: isEmpty(steps),
  };
}

const isEmpty = (parts: Readonly<Record<string, readonly unknown[]>>): boolean =>
  Object.values(parts).every(({ length }) => length === 0);

/** A part of a table that is over one column or over several. */
type OverColumns = { readonly column: string } | { readonly columns: readonly string[] };

const columnsOver = (part: OverColumns): readonly string[] =>
  'columns' in part ? part.columns : [part.column];

const isFilled = (columns: readonly TableColumn[], column: string): boolean =>
  columns.some(({ name, isNullable, hasDefault }) => name === column && (!isNullable || hasDefault));

const nameOf = ({ name }: { readonly name: string }): string => name;

const tableOf = ({ table }: TableValues['joinTables'][number]): string => table;

/** Those of the one list that the other has not: none that is the same in every part, or none of that name. */
const without = <Part>(
  some: readonly Part[],
  others: readonly Part[],
  key: (part: Part) => unknown = (part) => part,
): readonly Part[] =>
  some.filter((part) => others.every((other) => !isDeepStrictEqual(key(other), key(part))));

const constraintsOf = ({ uniqueConstraints, checks, foreignKeys }: TableValues) => [
  ...uniqueConstraints,
  ...checks,
  ...foreignKeys,
];

const namedIn = (table: TableValues) => [{ name: table.primaryKey }, ...constraintsOf(table)];

/** What is called something else: the two lists are of the same things. */
function renames<Part extends { readonly name: string }>(from: readonly Part[], to: readonly Part[]) {
  return from.flatMap(({ name }, index) => {
    const next = to[index]?.name;
    return next === undefined || next === name ? [] : [{ from: name, to: next }];
  });
}

type JoinTable = TableValues['joinTables'][number];

/** A join table is called after its relation, and so is all that is in it; its columns after the resources. */
function renamedJoinTables(from: readonly JoinTable[], to: readonly JoinTable[]) {
  return from.flatMap((table, index) => {
    const next = to[index];
    if (next === undefined) return [];
    const sides = [
      [table.own, next.own],
      [table.other, next.other],
    ] as const;
    const renamed = (part: 'column' | 'key' | 'index') =>
      sides.flatMap(([old, now]) => (old[part] === now[part] ? [] : [{ from: old[part], to: now[part] }]));
    const isRenamed = next.table !== table.table;
    const primaryKey = isRenamed ? [{ from: table.primaryKey, to: next.primaryKey }] : [];
    const parts = {
      columns: renamed('column'),
      constraints: [...primaryKey, ...renamed('key')],
      indexes: renamed('index'),
    };
    const isSame = !isRenamed && Object.values(parts).every(({ length }) => length === 0);
    return isSame ? [] : [{ from: table.table, to: next.table, isRenamed, ...parts }];
  });
}

function filledColumn(column: TableColumn, fills: Fills) {
  const fill = column.hasDefault ? undefined : fills.get(column.name);
  return { ...column, isBackfilled: fill !== undefined, backfill: fill };
}
