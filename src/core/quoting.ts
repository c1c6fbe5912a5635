/** How a value is written in generated source, one function for each language. Values of the user's reach a file in no other way. */

/** A single-quoted TypeScript string literal of any text, lone surrogates too. */
export function stringLiteral(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** A TypeScript template literal whose value is the text: for SQL, which has many lines and quotes. */
export const templateLiteral = (text: string): string => `\`${templateText(text)}\``;

/** The same as a part of a template literal. What comes after it there is no brace. */
export const templateText = (text: string): string =>
  text.replaceAll(/[\\`]|\$(?=\{)/g, '\\$&').replaceAll('\r', '\\r');

/** A string constant of SQL with `standard_conforming_strings` on, PostgreSQL's default: a backslash is a backslash (SQL-92, 5.3). */
export const sqlString = (text: string): string => `'${text.replaceAll("'", "''")}'`;
