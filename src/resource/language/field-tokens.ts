import { fieldError } from '../wording.js';

export interface Modifier {
  readonly name: string;
  readonly value?: string;
}

/** A field's text, taken apart; nothing is known about its words yet. */
export interface FieldTokens {
  readonly text: string;
  readonly name: string;
  readonly type: string;
  readonly argument?: string;
  readonly modifiers: readonly Modifier[];
}

const longestField = 16_384;

/** Splits `name:type[=argument][:modifier[=value]]…`. A colon inside a value is written `\:`. */
export function tokenize(text: string): FieldTokens {
  if (text.length > longestField)
    throw fieldError(text, `it has ${text.length} characters`, `Use at most ${longestField}.`);
  const [name = '', type, ...rest] = segments(text);
  if (name === '') throw fieldError(text, 'it has no name', 'Write name:type, for example title:string.');
  if (type === undefined || type === '') {
    throw fieldError(text, 'it has no type', `Write the type after a colon, for example ${example(name)}.`);
  }
  const { name: typeName, value: argument } = assignment(type);
  const modifiers = rest.map((part) => modifier(text, part));
  return { text, name, type: typeName, ...(argument === undefined ? {} : { argument }), modifiers };
}

/** A value as it may stand in a field's text. */
export const escapeValue = (value: string): string => value.replaceAll(':', '\\:');

const example = (name: string) => (/^[a-z][A-Za-z0-9]{0,40}$/.test(name) ? `${name}:string` : 'title:string');

function modifier(text: string, part: string): Modifier {
  const parsed = assignment(part);
  if (parsed.name !== '') return parsed;
  throw fieldError(
    text,
    'there is nothing between two colons',
    'Remove the colon too many, or write a colon inside a value as \\:.',
  );
}

function assignment(part: string): Modifier {
  const sign = part.indexOf('=');
  return sign < 0 ? { name: part } : { name: part.slice(0, sign), value: part.slice(sign + 1) };
}

function segments(text: string): string[] {
  // A colon after an odd number of backslashes belongs to the value.
  const parts = text.split(/(?<=(?:^|[^\\])(?:\\\\)*):/);
  return joinValues(parts).map((part) => part.replace(/\\:/g, ':'));
}

/** `max=12:30` and `default=https://…` need no `\:`: what starts with a space, digit, slash, quote or bracket is no modifier. */
function joinValues(parts: readonly string[]): string[] {
  const joined: string[] = [];
  for (const part of parts) {
    const last = joined.length - 1;
    const before = joined[last];
    if (before !== undefined && /^(?:default|min|max|description)=/.test(before) && /^[\s\d/"'[{]/.test(part))
      joined[last] = `${before}:${part}`;
    else joined.push(part);
  }
  return joined;
}
