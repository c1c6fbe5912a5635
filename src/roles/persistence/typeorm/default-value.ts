import { sqlString, stringLiteral } from '../../../core/quoting.js';
import type { ScalarField } from '../../../resource/model.js';
import type { ColumnKind } from '../../../resource/types/column.js';
import { definitionOf } from '../../../resource/types/types.js';

/** How a column's default is written in the entity and in SQL. */
interface DefaultValue {
  readonly option: string;
  readonly sql: string;
}

/** The default as the column decorator's option `default` takes it, if the column has one. */
export const defaultOption = (field: ScalarField): string | undefined => defaultOf(field)?.option;

/** The same default in a CREATE TABLE. */
export const defaultSql = (field: ScalarField): string | undefined => defaultOf(field)?.sql;

/** Whether the column has the field's default. It has none where TypeORM would see a difference between entity and table for ever. */
const keepsDefault = (field: ScalarField): boolean => defaultOf(field) !== undefined;

/** Fields that only the service can fill: no request may set them, and their column has no default. */
export const filledByService = (fields: readonly ScalarField[]): readonly ScalarField[] =>
  fields.filter((field) => field.readonly && field.default !== undefined && !keepsDefault(field));

function defaultOf(field: ScalarField): DefaultValue | undefined {
  if (field.default === undefined) return undefined;
  const { kind } = definitionOf(field).column.of(field);
  return defaults[kind](String(field.default));
}

/** TypeORM takes casts out of the default that the table has, also where one only looks like it: in the middle of a text. */
const looksCast = (text: string): boolean => /::[\w\s.[\]\-"]/.test(text);

/** TypeORM puts a text between quotes as it is, so one that holds a quote is given as SQL. */
const textDefault = (text: string): DefaultValue => ({
  option: text.includes("'") ? sqlOption(sqlString(text)) : stringLiteral(text),
  sql: sqlString(text),
});

const sqlOption = (sql: string): string => `() => ${stringLiteral(sql)}`;

/** PostgreSQL writes very small and very large floats with an exponent, at other sizes than JavaScript. */
function float(text: string): DefaultValue | undefined {
  const number = Number(text);
  const size = Math.abs(number);
  if (number !== 0 && (size < 1e-4 || size >= 1e15)) return undefined;
  return plainNumber(String(number));
}

/** A whole number or a decimal, every digit kept. TypeORM reads a numeric default written as text as a change for ever. */
function exact(text: string): DefaultValue {
  if (!text.includes('.') && Number.isSafeInteger(Number(text))) return plainNumber(text);
  // PostgreSQL remembers a fraction above zero without quotes in a numeric column, and everything else between them.
  const sql = text.includes('.') && !text.startsWith('-') ? text : sqlString(text);
  return { option: sqlOption(sql), sql };
}

const plainNumber = (text: string): DefaultValue => ({
  option: text,
  sql: text.includes('.') && !text.startsWith('-') ? sqlString(text) : text,
});

const unlessCast =
  (written: (text: string) => DefaultValue) =>
  (text: string): DefaultValue | undefined =>
    looksCast(text) ? undefined : written(text);

const quoted = unlessCast(textDefault);

/** How the default of each kind of column is written, from its JSON; undefined: only the service can give it. */
const defaults: Readonly<Record<ColumnKind, (text: string) => DefaultValue | undefined>> = {
  limitedText: quoted,
  unlimitedText: quoted,
  guid: quoted,
  int32: exact,
  int64: exact,
  float64: float,
  exactNumber: exact,
  truth: (text) => ({ option: text, sql: text }),
  day: quoted,
  instant: (text) => (text === 'now' ? { option: "() => 'now()'", sql: 'now()' } : undefined),
  document: unlessCast((text) => ({ option: text, sql: sqlString(text) })),
};
