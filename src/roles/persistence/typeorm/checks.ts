import { sqlString } from '../../../core/quoting.js';
import type { ScalarField, ScalarType } from '../../../resource/model.js';
import { columnName, constraintName } from '../../../resource/names.js';
import type { Shape } from '../../../resource/shape/shape.js';

/** What a column may hold, as the request's schema has it: whoever writes past the service is held to it too. */
export interface ColumnCheck {
  readonly name: string;
  readonly expression: string;
}

type Bounds = (column: string, field: ScalarField) => readonly string[];

export function checkOf({ table }: Shape, field: ScalarField): ColumnCheck | undefined {
  const column = columnName(field.name);
  const conditions = conditionsOf[field.type](`"${column}"`, field);
  if (conditions.length === 0) return undefined;
  return { name: constraintName(table, [column], 'check'), expression: conditions.join(' AND ') };
}

export const checksOf = (shape: Shape): readonly ColumnCheck[] =>
  shape.scalars.flatMap((field) => checkOf(shape, field) ?? []);

const none: Bounds = () => [];

const bounds =
  (literal: (value: number | string) => string): Bounds =>
  (column, { min, max }) => [
    ...(min === undefined ? [] : [`${column} >= ${literal(min)}`]),
    ...(max === undefined ? [] : [`${column} <= ${literal(max)}`]),
  ];

const numbers = bounds(String);
const moments = bounds((value) => sqlString(String(value)));

/** A varchar has its greatest length itself. */
const shortest: Bounds = (column, { min }) =>
  Number(min ?? 0) > 0 ? [`char_length(${column}) >= ${min}`] : [];
const lengths: Bounds = (column, field) => [
  ...shortest(column, field),
  ...(field.max === undefined ? [] : [`char_length(${column}) <= ${field.max}`]),
];

const conditionsOf: Record<ScalarType, Bounds> = {
  string: shortest,
  text: lengths,
  email: none,
  url: none,
  uuid: none,
  slug: none,
  integer: numbers,
  bigint: numbers,
  float: numbers,
  decimal: numbers,
  boolean: none,
  date: moments,
  datetime: moments,
  json: none,
  enum: (column, { values = [] }) => [`${column} IN (${values.map(sqlString).join(', ')})`],
};
