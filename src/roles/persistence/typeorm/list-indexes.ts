import { isCaseless } from '../../../resource/fields/caseless.js';
import type { ScalarField } from '../../../resource/model.js';
import { columnName, constraintName } from '../../../resource/names.js';
import { listedFields } from '../../../resource/shape/listed-fields.js';
import type { Shape } from '../../../resource/shape/shape.js';
import { isUnique } from './uniqueness.js';

/** An index, and what it is over as a CREATE INDEX has it. */
export interface ListIndex {
  readonly name: string;
  /** The columns that it is there for. */
  readonly columns: readonly string[];
  readonly expression: string;
}

/** Properties that every row has and that a list can be sorted by; without a list nothing is. */
export const orderedMoments = ({ serves }: Shape): readonly string[] =>
  serves.list ? ['createdAt', 'updatedAt'] : [];

/** Fields with an index beside the id, which closes the order of every list. What is unique has the index that makes it so. */
export const orderedFields = ({ scalars, serves }: Shape): readonly ScalarField[] =>
  scalars.filter((field) => ((serves.list && field.sortable) || field.index) && !isUnique(field));

export const orderedIndex = ({ table }: Shape, column: string): ListIndex => ({
  name: constraintName(table, [column, 'id'], 'idx'),
  columns: [column],
  expression: `"${column}", "id"`,
});

/** Nulls come last both ways, and an index that is read backwards has them first: what may be null has another for the way down. */
export const descendingIndexes = ({ table, scalars, serves }: Shape): readonly ListIndex[] =>
  scalars
    .filter((field) => serves.list && field.sortable && field.optional)
    .map((field) => {
      const column = columnName(field.name);
      const key = isCaseless(field) ? `lower("${column}")` : `"${column}"`;
      return {
        name: constraintName(table, [column, 'id', 'desc'], 'idx'),
        columns: [column],
        expression: `${key} DESC NULLS LAST, "id" DESC`,
      };
    });

/** An index over columns in their order. */
export const plainIndex = ({ table }: Shape, columns: readonly string[]): ListIndex => ({
  name: constraintName(table, columns, 'idx'),
  columns,
  expression: columns.map((column) => `"${column}"`).join(', '),
});

/** Properties with an index over all of them. */
export const indexedTogether = (shape: Shape): ReadonlyArray<readonly string[]> =>
  (shape.resource.indexes ?? []).map((list) => listedFields(list, shape).map(({ property }) => property));
