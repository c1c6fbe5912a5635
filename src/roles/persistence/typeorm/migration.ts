import { templateText } from '../../../core/quoting.js';
import { columnName, constraintName } from '../../../resource/names.js';
import type { ScalarField } from '../../../resource/model.js';
import type { BelongsToShape, ManyToManyShape, Shape } from '../../../resource/shape/shape.js';
import { definitionOf } from '../../../resource/types/types.js';
import { columnType, type Engine } from '../engines/engine.js';
import { checksOf } from './checks.js';
import { defaultOf } from './default-value.js';
import {
  descendingIndexes,
  indexedTogether,
  type ListIndex,
  orderedFields,
  orderedIndex,
  orderedMoments,
  plainIndex,
} from './list-indexes.js';
import {
  isPartlyUnique,
  namedIndexes,
  namedTogether,
  uniqueConstraints,
  type UniqueIndex,
} from './uniqueness.js';

const onDeleteSql = { cascade: 'CASCADE', restrict: 'RESTRICT', setNull: 'SET NULL' } as const;

/**
 * What the migration template prints, in template literals.
 * @param earlier resources whose tables stand already and whose relations wait for this one's.
 */
export function migrationValues(shape: Shape, engine: Engine, earlier: readonly Shape[]) {
  const { table } = shape;
  const joinTables = shape.manyToMany.filter(({ to }) => !to.later).map((field) => joinTable(shape, field));
  const lateJoinTables = earlier.flatMap((other) =>
    waiting(other.manyToMany, shape).map((field) => joinTable(other, field)),
  );
  return {
    table,
    columns: shape.scalars.map((field) => column(field, engine)),
    references: shape.belongsTo.map(({ key, optional }) => ({
      name: columnName(key),
      isNullable: optional,
    })),
    isDeletedSoftly: shape.softDelete,
    primaryKey: constraintName(table, [], 'pkey'),
    uniqueConstraints: uniqueConstraints(shape),
    checks: checksOf(shape).map((check) => ({ ...check, expression: templateText(check.expression) })),
    foreignKeys: shape.belongsTo.filter(({ to }) => !to.later).map((field) => foreignKey(table, field)),
    indexes: indexes(shape),
    uniqueIndexes: [...namedIndexes(shape), ...namedTogether(shape).map(withoutProperties)],
    joinTables,
    lateJoinTables,
    joinTablesLastFirst: [...joinTables, ...lateJoinTables].reverse(),
    lateKeys: earlier.flatMap((other) =>
      waiting(other.belongsTo, shape).map((field) => foreignKey(other.table, field)),
    ),
  };
}

export type TableValues = ReturnType<typeof migrationValues>;

/** The table knows its columns alone. */
const withoutProperties = ({
  properties: _properties,
  ...index
}: ReturnType<typeof namedTogether>[number]): UniqueIndex => index;

const waiting = <Field extends BelongsToShape | ManyToManyShape>(
  fields: readonly Field[],
  { names }: Shape,
): readonly Field[] => fields.filter(({ target }) => target === names.pascal);

function column(field: ScalarField, engine: Engine) {
  const value = defaultOf(field, engine)?.sql;
  const of = definitionOf(field).column.of(field);
  return {
    name: columnName(field.name),
    of,
    type: columnType(engine, of).sql,
    isNullable: field.optional,
    hasDefault: value !== undefined,
    default: value && templateText(value),
  };
}

function indexes(shape: Shape): readonly ListIndex[] {
  const relations = shape.belongsTo.filter((field) => !field.unique || isPartlyUnique(shape, field));
  return [
    ...[...orderedMoments(shape), ...orderedFields(shape).map(({ name }) => name)].map((name) =>
      orderedIndex(shape, columnName(name)),
    ),
    ...descendingIndexes(shape),
    ...[...relations.map(({ key }) => [key]), ...indexedTogether(shape)].map((names) =>
      plainIndex(shape, names.map(columnName)),
    ),
  ];
}

function foreignKey(table: string, field: BelongsToShape) {
  const column = columnName(field.key);
  return {
    table,
    name: constraintName(table, [column], 'fkey'),
    column,
    target: field.to.table,
    onDelete: onDeleteSql[field.onDelete],
  };
}

function joinTable(shape: Shape, { joinTable: table, ownColumn, otherColumn, to }: ManyToManyShape) {
  const side = (column: string, target: string) => ({
    column,
    table: target,
    key: constraintName(table, [column], 'fkey'),
    index: constraintName(table, [column], 'idx'),
  });
  return {
    table,
    primaryKey: constraintName(table, [], 'pkey'),
    own: side(ownColumn, shape.table),
    other: side(otherColumn, to.table),
  };
}
