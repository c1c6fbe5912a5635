import { columnName, constraintName } from '../../../resource/names.js';
import { isCaseFolded, isCaseless } from '../../../resource/fields/caseless.js';
import type { ScalarField } from '../../../resource/model.js';
import { type ListedField, listedFields } from '../../../resource/shape/listed-fields.js';
import type { BelongsToShape, Shape } from '../../../resource/shape/shape.js';

/** A plain constraint, where that is enough to keep columns unique. */
export interface UniqueConstraint {
  readonly name: string;
  readonly columns: readonly string[];
  /** What it is over as SQL has it, column by column, and as one text. */
  readonly keys: readonly string[];
  readonly expression: string;
}

/** An index of its own where letter case or soft deletion comes in, which the entity can only name. */
export interface UniqueIndex extends UniqueConstraint {
  readonly where: string | undefined;
}

const keysOver = (shape: Shape, columns: readonly string[], keys: readonly string[]): UniqueConstraint => ({
  name: constraintName(shape.table, columns, 'key'),
  columns,
  keys,
  expression: keys.join(', '),
});

const partly = ({ softDelete }: Shape): string | undefined =>
  softDelete ? '"deleted_at" IS NULL' : undefined;

export const isUnique = (field: ScalarField): boolean => field.unique || field.source !== undefined;

export function uniqueIndexOf(shape: Shape, field: ScalarField): UniqueIndex | undefined {
  if (!isUnique(field)) return undefined;
  const folded = isCaseless(field);
  if (!folded && !shape.softDelete) return undefined;
  const column = columnName(field.name);
  return { ...keysOver(shape, [column], [keyOf(column, folded)]), where: partly(shape) };
}

const keyOf = (column: string, isFolded: boolean): string =>
  isFolded ? `lower("${column}")` : `"${column}"`;

/**
 * A one-to-one relation of rows that stay when they are deleted: only one row that is seen may point at the target. TypeORM gives each
 * `OneToOne` a constraint over all rows, so the column is that of a `ManyToOne` with a unique index of its own.
 */
export const isPartlyUnique = (shape: Shape, field: BelongsToShape): boolean =>
  field.unique && shape.softDelete;

function partialIndexOf(shape: Shape, { key }: BelongsToShape): UniqueIndex {
  return { ...plainConstraint(shape, [columnName(key)]), where: partly(shape) };
}

const plainConstraint = (shape: Shape, columns: readonly string[]): UniqueConstraint =>
  keysOver(
    shape,
    columns,
    columns.map((column) => keyOf(column, false)),
  );

/** Every constraint that the entity has as one of its own. */
export function uniqueConstraints(shape: Shape): readonly UniqueConstraint[] {
  const scalars = shape.scalars.filter((field) => isUnique(field) && !uniqueIndexOf(shape, field));
  const relations = shape.belongsTo.filter((field) => field.unique && !isPartlyUnique(shape, field));
  const single = [...scalars.map(({ name }) => name), ...relations.map(({ key }) => key)];
  return [...single.map((name) => [name]), ...uniqueTogether(shape)].map((names) =>
    plainConstraint(shape, names.map(columnName)),
  );
}

/** Every unique index over one column that the entity can only name. */
export const namedIndexes = (shape: Shape): readonly UniqueIndex[] => [
  ...shape.scalars.flatMap((field) => uniqueIndexOf(shape, field) ?? []),
  ...shape.belongsTo
    .filter((field) => isPartlyUnique(shape, field))
    .map((field) => partialIndexOf(shape, field)),
];

/** Properties that are unique together, as far as a plain constraint says it. */
export const uniqueTogether = (shape: Shape): ReadonlyArray<readonly string[]> =>
  uniqueLists(shape)
    .filter((fields) => !isIndexed(shape, fields))
    .map(propertiesOf);

/** The others: with the properties, so that a refusal can be told of them. */
export const namedTogether = (
  shape: Shape,
): readonly (UniqueIndex & { readonly properties: readonly string[] })[] =>
  uniqueLists(shape)
    .filter((fields) => isIndexed(shape, fields))
    .map((fields) => {
      const columns = fields.map(({ property }) => columnName(property));
      const keys = fields.map(({ property, scalar }) =>
        keyOf(columnName(property), scalar !== undefined && isCaseFolded(scalar)),
      );
      return { ...keysOver(shape, columns, keys), where: partly(shape), properties: propertiesOf(fields) };
    });

type Listed = readonly ListedField[];

const uniqueLists = (shape: Shape): readonly Listed[] =>
  (shape.resource.unique ?? []).map((list) => listedFields(list, shape));

const propertiesOf = (fields: Listed): readonly string[] => fields.map(({ property }) => property);

const isIndexed = ({ softDelete }: Shape, fields: Listed): boolean =>
  softDelete || fields.some(({ scalar }) => scalar !== undefined && isCaseFolded(scalar));
