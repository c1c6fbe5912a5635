import { isCaseless } from '../../../resource/fields/caseless.js';
import type { ScalarField } from '../../../resource/model.js';
import type { Shape } from '../../../resource/shape/shape.js';
import { definitionOf } from '../../../resource/types/types.js';
import { isFilterable } from '../filterable.js';

/** What the tests of filters and search print. */
export function listValues(shape: Shape) {
  const filterable = shape.visible.find(
    (field) => isFilterable(field) && !field.optional && !field.readonly && field.source === undefined,
  );
  const caseless = shape.visible.find(
    (field) => isFilterable(field) && isCaseless(field) && !field.optional && !field.readonly,
  );
  const unsortable = shape.scalars.filter(({ sortable }) => !sortable).map(({ name }) => name);
  const searchable = shape.scalars.find((field) => field.searchable && !field.readonly && !field.optional);
  const nullable =
    shape.visible.find((field) => field.optional)?.name ??
    shape.belongsTo.find((field) => field.optional)?.key;
  return {
    hasFilter: filterable !== undefined,
    filterable: filterable && {
      name: filterable.name,
      sent: definitionOf(filterable).code.inQuery?.(shown(filterable)) ?? shown(filterable),
      shown: shown(filterable),
    },
    sortable: shape.visible.filter(({ sortable }) => sortable).map(({ name }) => name),
    hasUnsortable: unsortable.length > 0,
    unsortable,
    hasCaseless: caseless !== undefined,
    caseless: caseless?.name,
    hasSearch: searchable !== undefined,
    searchable: searchable?.name,
    hasNullable: nullable !== undefined,
    nullable,
  };
}

/** A value of the row `made` as an answer shows it. */
const shown = (field: ScalarField): string =>
  definitionOf(field).code.isMoment ? `made.${field.name}.toISOString()` : `made.${field.name}`;
