import { columnName, constraintName } from '../../../resource/names.js';
import { isCaseless } from '../../../resource/fields/caseless.js';
import type { ScalarField } from '../../../resource/model.js';
import type { BelongsToShape, Shape } from '../../../resource/shape/shape.js';

/**
 * How a unique column is kept unique. A plain constraint where that is enough; an index of its own where letter case or soft deletion
 * comes in, which the entity can only name.
 */
export interface UniqueIndex {
  readonly name: string;
  readonly column: string;
  readonly expression: string;
  readonly where: string | undefined;
}

export const isUnique = (field: ScalarField): boolean => field.unique || field.source !== undefined;

export function uniqueIndexOf(shape: Shape, field: ScalarField): UniqueIndex | undefined {
  if (!isUnique(field)) return undefined;
  const folded = isCaseless(field);
  if (!folded && !shape.softDelete) return undefined;
  const column = columnName(field.name);
  return {
    name: constraintName(shape.table, [column], 'key'),
    column,
    expression: folded ? `lower("${column}")` : `"${column}"`,
    where: shape.softDelete ? '"deleted_at" IS NULL' : undefined,
  };
}

/**
 * A one-to-one relation of rows that stay when they are deleted: only one row that is seen may point at the target. TypeORM gives each
 * `OneToOne` a constraint over all rows, so the column is that of a `ManyToOne` with a unique index of its own.
 */
export const isPartlyUnique = (shape: Shape, field: BelongsToShape): boolean =>
  field.unique && shape.softDelete;

export function partialIndexOf({ table }: Shape, { key }: BelongsToShape): UniqueIndex {
  const column = columnName(key);
  return {
    name: constraintName(table, [column], 'key'),
    column,
    expression: `"${column}"`,
    where: '"deleted_at" IS NULL',
  };
}

/** Every unique index that the entity can only name. */
export const namedIndexes = (shape: Shape): readonly UniqueIndex[] => [
  ...shape.scalars.flatMap((field) => uniqueIndexOf(shape, field) ?? []),
  ...shape.belongsTo
    .filter((field) => isPartlyUnique(shape, field))
    .map((field) => partialIndexOf(shape, field)),
];
