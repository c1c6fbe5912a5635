import type { ScalarField } from '../../resource/model.js';
import { queryWords } from '../../resource/reserved-names.js';
import { definitionOf } from '../../resource/types/types.js';

/** Whether a list can be filtered by a field: `?page=` and its like have a meaning of their own. */
export const isFilterable = (field: ScalarField): boolean =>
  definitionOf(field).schema.filter !== undefined && !queryWords.has(field.name);
