import { UsageError } from '../core/errors.js';
import { quote } from './wording.js';

const longest = 200;

/** A description in one spelling; what is wrong with it goes to `refuse`. */
export function readDescription(written: string, refuse: (what: string, remedy: string) => Error): string {
  const text = written.normalize().trim();
  if (text === '')
    throw refuse('the description is empty', 'Say in a few words what it is, or leave it out.');
  if (text.length > longest)
    throw refuse(`the description has ${text.length} characters`, `Use at most ${longest}.`);
  if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(text))
    throw refuse(`the description ${quote(text)} is not one line of text`, 'Write it in one line.');
  // The field language could not say where it ends.
  if (/\\(?::|$)/.test(text))
    throw refuse(
      `the description ${quote(text)} has a backslash before a colon or at its end`,
      'Remove the backslash.',
    );
  return text;
}

/** That of a resource. */
export const resourceDescription = (name: string, written: string): { readonly description: string } => ({
  description: readDescription(
    written,
    (what, remedy) => new UsageError(`Resource ${quote(name)}: ${what}.`, remedy),
  ),
});
