import type { ScalarField } from '../model.js';
import { definitionOf } from '../types/types.js';

/** Fewer values than the generated tests need at a time; a table of so few rows is better an enum. */
export const fewestUnique = 20;

/** A test file makes fewer rows of one kind. */
export const enoughUnique = 500;

/** How many different values a field can have, at least, as a unique index tells them apart. Patterns are not looked at. */
export function distinctValues(field: ScalarField): number {
  const { range, distinct } = definitionOf(field).values;
  if (range === undefined) return distinct?.(field) ?? Infinity;
  const { low, high } = range(field);
  return Number(high - low + 1n);
}
