import { sqlString, stringLiteral } from '../../../../core/quoting.js';
import type { DefaultValue, Engine } from '../engine.js';

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

/** How the default of each kind of column is written, so that TypeORM finds in PostgreSQL what the entity says. */
export const defaults: Engine['defaults'] = {
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
  timeOfDay: quoted,
  document: unlessCast((text) => ({ option: text, sql: sqlString(text) })),
};
