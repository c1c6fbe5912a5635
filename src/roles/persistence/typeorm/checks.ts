import { sqlString } from '../../../core/quoting.js';
import type { FieldCheck, ScalarField } from '../../../resource/model.js';
import { columnName, constraintName } from '../../../resource/names.js';
import type { Shape } from '../../../resource/shape/shape.js';
import type { ColumnKind, Limits } from '../../../resource/types/column.js';
import { definitionOf } from '../../../resource/types/types.js';

/** What the database checks of each row: the limits of a column, or what holds between two. */
export interface RowCheck {
  readonly name: string;
  readonly columns: readonly string[];
  readonly expression: string;
}

export function checkOf({ table }: Shape, field: ScalarField): RowCheck | undefined {
  const column = columnName(field.name);
  const { of, limits } = definitionOf(field).column;
  const conditions = conditionsOf(`"${column}"`, of(field).kind, limits(field));
  if (conditions.length === 0) return undefined;
  return {
    name: constraintName(table, [column], 'check'),
    columns: [column],
    expression: conditions.join(' AND '),
  };
}

export const checksOf = (shape: Shape): readonly RowCheck[] => [
  ...shape.scalars.flatMap((field) => checkOf(shape, field) ?? []),
  ...shape.checks.map((check) => comparisonCheck(shape, check)),
];

const sqlOperators = { '<': '<', '<=': '<=', '!=': '<>' } as const;

function comparisonCheck({ table }: Shape, { field, operator, other }: FieldCheck): RowCheck {
  const columns = [field, other].map(columnName);
  const expression = columns.map((column) => `"${column}"`).join(` ${sqlOperators[operator]} `);
  return { name: constraintName(table, columns, 'check'), columns, expression };
}

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
  timeOfDay: false,
  document: false,
};
