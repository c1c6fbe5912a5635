import type { ScalarField, ScalarType } from '../model.js';

/** An index entry holds 2704 bytes: a text of characters of up to four, the row's id, and what PostgreSQL adds. */
export const longestKey = 669;

/** What lists are usually sorted by: names, amounts and times. */
const usual: ReadonlySet<ScalarType> = new Set([
  'string',
  'email',
  'slug',
  'integer',
  'bigint',
  'float',
  'decimal',
  'date',
  'datetime',
]);

/** Whether a list may be sorted by a field that says nothing of it. What has an index already costs nothing more. */
export function sortsByDefault(field: Omit<ScalarField, 'sortable'>): boolean {
  const { hidden, index, unique, type } = field;
  return !hidden && (index || unique || usual.has(type)) && fitsIndex(field);
}

const texts: ReadonlySet<ScalarType> = new Set(['string', 'email', 'url', 'slug']);

const fitsIndex = ({ type, max }: Pick<ScalarField, 'type' | 'max'>): boolean =>
  !texts.has(type) || Number(max) <= longestKey;
