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

/** A YAML scalar that versions 1.1 and 1.2 of the language read as the text; plain where that is enough (YAML 1.2.2, 7.3 and 10.3). */
export function yamlString(text: string): string {
  if (/^[A-Za-z][\w.-]*$/.test(text) && !yamlWords.test(text)) return text;
  return /^[\x20-\x7e]*$/.test(text) ? `'${text.replaceAll("'", "''")}'` : JSON.stringify(text);
}

/** Booleans of YAML 1.1, and null. */
const yamlWords = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/** A project's name as every kind of generated file may hold it unquoted: what an npm package may be called, nothing else. */
export const plainName = (name: string): string => name.replaceAll(/[^\w@/.-]+/g, '-').slice(0, 214);
