import { fewestUnique } from '../fields/distinct-values.js';
import type { Given } from '../fields/modifiers.js';
import type { ScalarField, ScalarType } from '../model.js';
import { type Danger, dangerOf, tooSlow, trialOf } from './pattern-safety.js';
import { patternTexts } from './pattern-texts.js';
import { shortestSearch, shortestText } from '../fields/search-length.js';
import { within } from './time-limit.js';
import { wholePattern } from './whole-pattern.js';
import { types } from '../types/types.js';
import { fieldError } from '../wording.js';

const longestMatched = 4096;
/** How many texts are looked for where the field is not unique. */
const someTexts = 5;
const searchSeconds = 15;

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
      'Fix the expression; it is compiled with the u flag.',
    );
  checkMatchedLength(text, type, given);
  return { pattern };
}

/** A pattern that backtracks must not be fed text without end. */
function checkMatchedLength(text: string, type: ScalarType, given: Given): void {
  if (types[type].values.length?.usual === undefined && !given.has('max')) {
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

/** Refuses a pattern that could block the service, and one that nothing fits. The first is found before anything is matched. */
export function checkPattern(text: string, field: ScalarField): void {
  const { pattern, max = 255 } = field;
  if (pattern === undefined) return;
  const refuse = (danger: Danger | undefined): void => {
    if (danger !== undefined) throw fieldError(text, danger.what, danger.remedy);
  };
  refuse(dangerOf(pattern, Number(max)));
  const wanted = field.unique ? fewestUnique : someTexts;
  const fitting = within(searchSeconds * 1000, () => patternTexts(field, wanted));
  if (fitting === undefined) return refuse(tooSlow(Number(max)));
  checkFitting(text, field, fitting.length);
  refuse(trialOf(pattern, Number(max), fitting.slice(0, someTexts)));
}

/** A pattern that nothing fits would refuse every request, and its tests could make no row. */
function checkFitting(text: string, field: ScalarField, found: number): void {
  if (found === 0) {
    throw fieldError(
      text,
      `no text of ${shortestText(field)} to ${field.max ?? 255} characters was found that matches the pattern`,
      field.searchable
        ? `A search has at least ${shortestSearch} characters: remove "searchable", or change the pattern or "max".`
        : 'Change the pattern, or "min" and "max".',
    );
  }
  if (field.unique && found < fewestUnique) {
    throw fieldError(
      text,
      `only ${found} different texts were found that match the pattern, and "unique" allows no more rows than that`,
      'Use an enum, widen the pattern, or remove "unique".',
    );
  }
}

function patternFlaw(pattern: string): string | undefined {
  try {
    // Alone first: `a)(b` is sound only between the brackets that the second adds.
    new RegExp(pattern, 'u');
    wholePattern(pattern);
    return /[\p{Cc}\p{Cs}]/u.test(pattern) ? 'it holds control characters' : undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^.*\/u: /s, '').toLowerCase() : String(error);
  }
}
