import type { FieldTokens } from './field-tokens.js';
import type { ScalarField, ScalarType } from '../model.js';
import { types } from '../types/types.js';
import { sizeHint } from './type-hints.js';
import { fieldError } from '../wording.js';

/** What stands after the type's `=`: the values of an enum, the source of a slug, else nothing. */
export function argumentOf(
  { text, name, type, argument }: FieldTokens,
  kind: ScalarType,
): Pick<ScalarField, 'values' | 'source'> {
  const taken = types[kind].language.argument;
  if (taken !== undefined) return taken.read({ text, name, argument: argument ?? '' });
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
