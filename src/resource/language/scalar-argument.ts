import type { FieldTokens } from './field-tokens.js';
import { defaultDigits, valueKinds } from '../fields/field-values.js';
import type { ScalarType } from '../model.js';
import { checkFieldName } from '../names-check.js';
import { sizeHint } from './type-hints.js';
import { fieldError, quote } from '../wording.js';

/** What stands after the type's `=`: the values of an enum, the source of a slug, else nothing. */
export function argumentOf(
  { text, name, type, argument }: FieldTokens,
  kind: ScalarType,
): { values?: string[]; source?: string } {
  if (kind === 'enum') return { values: enumValues(text, name, argument ?? '') };
  if (kind === 'slug') return { source: slugSource(text, name, argument ?? '') };
  if (argument === undefined) return {};
  const sized = sizeHint(name, kind, argument);
  throw fieldError(
    text,
    `${type} takes no "=${argument.slice(0, 40)}"`,
    sized === undefined
      ? `Write ${name}:${type}, or a default as ${name}:${type}:default=….`
      : `Did you mean "${sized}"?`,
  );
}

function enumValues(text: string, name: string, argument: string): string[] {
  const values = argument.split(',').map((value) => value.trim());
  if (argument === '') throw fieldError(text, 'enum needs its values', `Write ${name}:enum=draft,published.`);
  if (values.length > 100)
    throw fieldError(
      text,
      `enum has ${values.length} values`,
      'Use at most 100, or a resource of their own and belongsTo.',
    );
  const wrong = values.find((value) => valueKinds.enum.read(value, defaultDigits) === undefined);
  if (wrong !== undefined) {
    throw fieldError(
      text,
      `${quote(wrong)} is no enum value`,
      'Use 1 to 63 letters, digits, _ or - for each, separated by commas.',
    );
  }
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined) throw fieldError(text, `the value "${twice}" appears twice`, 'Keep one of them.');
  return values;
}

function slugSource(text: string, name: string, source: string): string {
  if (source === '')
    throw fieldError(text, 'slug needs the field it is made from', `Write ${name}:slug=title.`);
  checkFieldName(source, text);
  return source;
}
