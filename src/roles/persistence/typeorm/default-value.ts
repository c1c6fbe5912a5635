import { stringLiteral } from '../../../resource/literal.js';
import type { ScalarField, ScalarType } from '../../../resource/model.js';

const textual: ReadonlySet<ScalarType> = new Set(['string', 'text', 'email', 'url', 'uuid', 'enum', 'date']);

/** How a column's default is written in the entity and in SQL. Where the two cannot agree, the request's schema alone has it. */
interface DefaultValue {
  readonly option: string;
  readonly sql: string;
}

/** The default as an option of the column decorator. */
export function defaultOption(field: ScalarField): string[] {
  const value = defaultOf(field);
  return value ? [`default: ${value.option}`] : [];
}

/** The same default in a CREATE TABLE. */
export function defaultSql(field: ScalarField): string {
  const value = defaultOf(field);
  return value ? ` DEFAULT ${value.sql}` : '';
}

function defaultOf({ default: value, type }: ScalarField): DefaultValue | undefined {
  if (value === undefined) return undefined;
  const text = String(value);
  if (type === 'datetime') return text === 'now' ? { option: "() => 'now()'", sql: 'now()' } : undefined;
  if (type === 'json') return { option: text, sql: sqlText(text) };
  if (textual.has(type)) return { option: stringLiteral(text), sql: sqlText(text) };
  if (type === 'boolean') return { option: text, sql: text };
  return numeric(text, type);
}

/** A number, also where the column's value is text: TypeORM reads a numeric default written as text as a change for ever. */
function numeric(text: string, type: ScalarType): DefaultValue | undefined {
  const plain = String(Number(text));
  const isExact =
    Number.isFinite(Number(text)) &&
    !plain.includes('e') &&
    Math.abs(Number(text)) <= Number.MAX_SAFE_INTEGER;
  if (!isExact) return undefined;
  // PostgreSQL remembers a fraction above zero without quotes in a numeric column, and TypeORM looks for them unless it is a function.
  if (plain.includes('.') && Number(text) > 0) {
    return type === 'decimal'
      ? { option: `() => '${plain}'`, sql: plain }
      : { option: plain, sql: sqlText(plain) };
  }
  return { option: plain, sql: plain };
}

const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;
