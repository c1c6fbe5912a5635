import { columnName, constraintName } from '../../../resource/names.js';
import type { ScalarField, ScalarType } from '../../../resource/model.js';
import type { Shape } from '../../../resource/shape.js';

/** Text that people type: `Ann` and `ann` are the same name, so the index is over the lower-case form. */
const caseFolded: ReadonlySet<ScalarType> = new Set(['string', 'email', 'url']);

/**
 * How a unique column is kept unique. A plain constraint where that is enough; an index of its own where letter case or soft deletion
 * comes in, which the entity can only name.
 */
export interface UniqueIndex {
  readonly name: string;
  readonly expression: string;
  readonly where: string | undefined;
}

export const isUnique = (field: ScalarField): boolean => field.unique || field.type === 'slug';

export function uniqueIndexOf(shape: Shape, field: ScalarField): UniqueIndex | undefined {
  if (!isUnique(field)) return undefined;
  const folded = caseFolded.has(field.type);
  if (!folded && !shape.softDelete) return undefined;
  const column = columnName(field.name);
  return {
    name: constraintName(shape.table, [column], 'key'),
    expression: folded ? `lower("${column}")` : `"${column}"`,
    where: shape.softDelete ? '"deleted_at" IS NULL' : undefined,
  };
}

export interface EnumCheck {
  readonly name: string;
  readonly expression: string;
}

export function enumCheckOf(shape: Shape, field: ScalarField): EnumCheck | undefined {
  if (field.type !== 'enum') return undefined;
  const column = columnName(field.name);
  const values = (field.values ?? []).map((value) => `'${value}'`).join(', ');
  return { name: constraintName(shape.table, [column], 'check'), expression: `"${column}" IN (${values})` };
}
