import { isCaseless } from '../../../resource/fields/caseless.js';
import type { ScalarField } from '../../../resource/model.js';
import { columnName, constraintName } from '../../../resource/names.js';
import type { Shape } from '../../../resource/shape/shape.js';
import { isUnique } from './uniqueness.js';

/** An index, and what it is over as a CREATE INDEX has it. */
export interface ListIndex {
  readonly name: string;
  /** The column that it is there for. */
  readonly column: string;
  readonly columns: string;
}

/** Properties that every row has and that a list can be sorted by; without a list nothing is. */
export const orderedMoments = ({ serves }: Shape): readonly string[] =>
  serves.list ? ['createdAt', 'updatedAt'] : [];

/** Fields with an index beside the id, which closes the order of every list. What is unique has the index that makes it so. */
export const orderedFields = ({ scalars, serves }: Shape): readonly ScalarField[] =>
  scalars.filter((field) => ((serves.list && field.sortable) || field.index) && !isUnique(field));

export const orderedIndex = ({ table }: Shape, column: string): ListIndex => ({
  name: constraintName(table, [column, 'id'], 'idx'),
  column,
  columns: `"${column}", "id"`,
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
        column,
        columns: `${key} DESC NULLS LAST, "id" DESC`,
      };
    });
