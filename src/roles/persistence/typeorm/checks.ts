import { sqlString } from '../../../core/quoting.js';
import type { ScalarField } from '../../../resource/model.js';
import { columnName, constraintName } from '../../../resource/names.js';
import type { Shape } from '../../../resource/shape/shape.js';
import type { ColumnKind, Limits } from '../../../resource/types/column.js';
import { definitionOf } from '../../../resource/types/types.js';

/** A column's limits as the database holds them. */
export interface ColumnCheck {
  readonly name: string;
  readonly column: string;
  readonly expression: string;
}

export function checkOf({ table }: Shape, field: ScalarField): ColumnCheck | undefined {
  const column = columnName(field.name);
  const { of, limits } = definitionOf(field).column;
  const conditions = conditionsOf(`"${column}"`, of(field).kind, limits(field));
  if (conditions.length === 0) return undefined;
  return { name: constraintName(table, [column], 'check'), column, expression: conditions.join(' AND ') };
}

export const checksOf = (shape: Shape): readonly ColumnCheck[] =>
  shape.scalars.flatMap((field) => checkOf(shape, field) ?? []);

function conditionsOf(
  column: string,
  kind: ColumnKind,
  { minLength, maxLength, min, max, values }: Limits,
): readonly string[] {
  const literal = (value: number | string) => (isNumber[kind] ? String(value) : sqlString(String(value)));
  return [
    ...(minLength === undefined ? [] : [`char_length(${column}) >= ${minLength}`]),
    ...(maxLength === undefined ? [] : [`char_length(${column}) <= ${maxLength}`]),
    ...(min === undefined ? [] : [`${column} >= ${literal(min)}`]),
    ...(max === undefined ? [] : [`${column} <= ${literal(max)}`]),
    ...(values === undefined ? [] : [`${column} IN (${values.map(literal).join(', ')})`]),
  ];
}

/** Numbers stand in SQL as they are, everything else between quotes. */
const isNumber: Readonly<Record<ColumnKind, boolean>> = {
  limitedText: false,
  unlimitedText: false,
  guid: false,
  int32: true,
  int64: true,
  float64: true,
  exactNumber: true,
  truth: false,
  day: false,
  instant: false,
  document: false,
};
