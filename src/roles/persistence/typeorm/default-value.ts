import { stringLiteral } from '../../../resource/literal.js';
import type { ScalarField } from '../../../resource/model.js';

const textual = new Set(['string', 'text', 'email', 'url', 'uuid', 'enum', 'date']);

/** The default as an option of the column decorator. A decimal default is a number: TypeORM reads one written as text as a change for ever. */
export function defaultOption(field: ScalarField): string[] {
  const { default: value, type } = field;
  if (value === undefined) return [];
  if (type === 'datetime') return value === 'now' ? ["default: () => 'now()'"] : [];
  if (type === 'json') return [`default: ${JSON.stringify(JSON.parse(String(value)))}`];
  if (textual.has(type)) return [`default: ${stringLiteral(String(value))}`];
  return [`default: ${String(value)}`];
}

/** The same default in a CREATE TABLE. */
export function defaultSql(field: ScalarField): string {
  const { default: value, type } = field;
  if (value === undefined) return '';
  if (type === 'datetime') return value === 'now' ? ' DEFAULT now()' : '';
  if (type === 'json') return ` DEFAULT ${literal(JSON.stringify(JSON.parse(String(value))))}`;
  if (textual.has(type)) return ` DEFAULT ${literal(String(value))}`;
  return ` DEFAULT ${String(value)}`;
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
