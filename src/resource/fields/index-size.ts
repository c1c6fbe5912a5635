import type { ScalarField } from '../model.js';
import type { ByColumnKind, ColumnOf, ColumnKind } from '../types/column.js';
import { definitionOf } from '../types/types.js';

/** What an entry of a btree index has room for, in bytes, without what it needs itself. */
const ROOM = 2704 - 16;

/** The greatest size of a value, in bytes; a character has up to four. */
const sizes: ByColumnKind<number> = {
  limitedText: ({ length }) => textSize(length),
  unlimitedText: () => Infinity,
  guid: () => 16,
  int32: () => 4,
  int64: () => 8,
  float64: () => 8,
  // Two bytes for four digits, and what tells where the point is.
  exactNumber: ({ precision }) => precision / 2 + 16,
  truth: () => 1,
  day: () => 4,
  instant: () => 8,
  timeOfDay: () => 8,
  document: () => Infinity,
};

const textSize = (characters: number): number => 4 * characters + 4;

function sizeOf(field: ScalarField): number {
  const column = definitionOf(field).column.of(field);
  const size = sized(column);
  return size === Infinity && field.max !== undefined ? textSize(Number(field.max)) : size;
}

const sized = <Kind extends ColumnKind>(column: ColumnOf<Kind>): number =>
  (sizes[column.kind] as (one: ColumnOf<Kind>) => number)(column);

/** Whether a column can be in an index at all: documents have no order. */
export const isIndexable = (field: ScalarField): boolean =>
  definitionOf(field).column.of(field).kind !== 'document';

/** Whether the values of all of these always fit into one entry of an index, with so many ids and moments beside them. */
export function fitsIndex(fields: readonly ScalarField[], others: number): boolean {
  const aligned = fields.map((field) => Math.ceil(sizeOf(field) / 8) * 8);
  return aligned.reduce((sum, size) => sum + size, others * 16) <= ROOM;
}
