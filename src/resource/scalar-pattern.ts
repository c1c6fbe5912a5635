import type { Given } from './field-language.js';
import type { ScalarType } from './model.js';
import { fieldError } from './wording.js';

const longestMatched = 4096;

/** The pattern of a field, compiled once to see that it is one. */
export function patternOf(text: string, type: ScalarType, given: Given): { pattern?: string } {
  const pattern = given.get('pattern');
  if (pattern === undefined) return {};
  if (/^\/.*\/[a-z]*$/.test(pattern))
    throw fieldError(text, 'the pattern stands between slashes', 'Leave the slashes out.');
  if (pattern === '' || pattern.length > 500)
    throw fieldError(text, `the pattern has ${pattern.length} characters`, 'Use 1 to 500.');
  const flaw = patternFlaw(pattern);
  if (flaw !== undefined)
    throw fieldError(
      text,
      `the pattern is no regular expression: ${flaw}`,
      'Mend it; it is compiled with the u flag.',
    );
  checkMatchedLength(text, type, given);
  return { pattern };
}

/** A pattern that backtracks must not be fed text without end. */
function checkMatchedLength(text: string, type: ScalarType, given: Given): void {
  if (type === 'text' && !given.has('max')) {
    throw fieldError(
      text,
      'a pattern over text of any length can be made to take for ever',
      `Add :max=… (at most ${longestMatched}).`,
    );
  }
  if (Number(given.get('max') ?? 0) > longestMatched) {
    throw fieldError(
      text,
      `a pattern over ${given.get('max')} characters can be made to take for ever`,
      `Use max=${longestMatched} or less.`,
    );
  }
}

function patternFlaw(pattern: string): string | undefined {
  try {
    // Alone first: `a)(b` is sound only between the brackets that the second adds.
    for (const source of [pattern, `^(?:${pattern})$`]) new RegExp(source, 'u');
    return /[\p{Cc}\p{Cs}]/u.test(pattern) ? 'it holds control characters' : undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^.*\/u: /s, '').toLowerCase() : String(error);
  }
}
