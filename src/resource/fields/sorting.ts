import type { ScalarField } from '../model.js';
import { definitionOf } from '../types/types.js';

/** An index entry holds 2704 bytes: a text of characters of up to four, the row's id, and what PostgreSQL adds. */
export const longestKey = 669;

/** Whether a list may be sorted by a field that says nothing of it. What has an index already costs nothing more. */
export function sortsByDefault(field: Omit<ScalarField, 'sortable'>): boolean {
  const { hidden, index, unique, max } = field;
  const { length, isSorted = false } = definitionOf(field).values;
  const fitsIndex = length === undefined || Number(max) <= longestKey;
  return !hidden && (index || unique || isSorted) && fitsIndex;
}
