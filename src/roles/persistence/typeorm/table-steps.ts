import { isDeepStrictEqual } from 'node:util';
import { migrationValues, type TableValues } from './migration.js';
import type { Shape } from '../../../resource/shape/shape.js';
import type { Column } from '../../../resource/types/column.js';
import { columnType, type Engine } from '../engines/engine.js';

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
    clauses: clauses.map((one, index) => ({ ...one, isFirst: index === 0 })),
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
    misfits: [
      ...altered.flatMap(({ before, column }) => tooLong(before, column)),
      ...without(next.checks, old.checks)
        .filter(
          (check) =>
            isThere(check.column) &&
            !isHeld(check, oldColumns) &&
            old.checks.every((other) => !isSameLimit(check, other)),
        )
        .map(({ expression }) => `NOT (${expression})`),
    ],
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

/** Says of a row that it was deleted softly. */
export const softColumn = 'deleted_at';

/** All columns that differ between resources. */
function allColumns({ columns, references, isDeletedSoftly }: TableValues, engine: Engine) {
  const plain = { hasDefault: false, default: undefined };
  const typed = (of: Column) => ({ of, type: columnType(engine, of).sql });
  const [id, moment] = [typed({ kind: 'guid' }), typed({ kind: 'instant' })];
  return [
    ...columns,
    ...references.map((reference) => ({ ...reference, ...id, ...plain })),
    ...(isDeletedSoftly ? [{ name: softColumn, ...moment, isNullable: true, ...plain }] : []),
  ];
}

type TableColumn = ReturnType<typeof allColumns>[number];

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

/** The template asks for each. */
const kinds = {
  isDroppedConstraint: false,
  isDroppedColumn: false,
  isAddedColumn: false,
  isDefaultGone: false,
  isRetyped: false,
  isRequired: false,
  isOptional: false,
  isDefaultNew: false,
  isUnique: false,
  isCheck: false,
  isKey: false,
};

const clause =
  (kind: keyof typeof kinds) =>
  <Part extends object>(part: Part) => ({ ...part, ...kinds, [kind]: true });

type Check = TableValues['checks'][number];

/** A text that has been no longer, by its column. */
const isHeld = ({ column, expression }: Check, columns: readonly TableColumn[]): boolean =>
  columns.some(
    ({ name, of }) =>
      name === column && of.kind === 'limitedText' && expression === `char_length("${name}") <= ${of.length}`,
  );

/** The same limit in the digits of another type: 0 and 0.00. */
const isSameLimit = (one: Check, other: Check): boolean =>
  one.name === other.name && wholeOnes(one.expression) === wholeOnes(other.expression);

const wholeOnes = (sql: string): string => sql.replaceAll(/(\d)\.0+\b/g, '$1');

/** The condition of rows whose text would not fit into a shorter column. */
function tooLong(before: TableColumn, { name, type }: TableColumn): string[] {
  const lengthOf = (sql: string): number => Number(/^varchar\((\d+)\)$/.exec(sql)?.[1] ?? Infinity);
  return lengthOf(type) < lengthOf(before.type) ? [`char_length("${name}") > ${lengthOf(type)}`] : [];
}

/** What a new type makes of the values that are there. */
function usingOf(before: TableColumn, { name, of }: TableColumn, engine: Engine) {
  const { using } = engine.conversion(`"${name}"`, before.of, of);
  return { hasUsing: using !== undefined, using };
}

interface Altered {
  readonly before: TableColumn;
  readonly column: TableColumn;
}

/** A column's own clauses. A default goes before the type changes and comes back after it, since it may not fit the other. */
function alterations({ before, column }: Altered, engine: Engine) {
  const isDefaultOther = before.default !== column.default || before.of.kind !== column.of.kind;
  const kindsOfIt = [
    isDefaultOther && before.hasDefault && 'isDefaultGone',
    before.type !== column.type && 'isRetyped',
    before.isNullable && !column.isNullable && 'isRequired',
    !before.isNullable && column.isNullable && 'isOptional',
    isDefaultOther && column.hasDefault && 'isDefaultNew',
  ] as const;
  return kindsOfIt
    .filter((kind) => kind !== false)
    .map((kind) =>
      clause(kind)({
        name: column.name,
        column,
        ...(kind === 'isRetyped' && usingOf(before, column, engine)),
      }),
    );
}
