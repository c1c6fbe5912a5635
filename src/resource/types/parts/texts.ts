import { stringLiteral } from '../../../core/quoting.js';
import { shortestText } from '../../fields/search-length.js';
import type { ScalarField } from '../../model.js';
import { patternTexts } from '../../patterns/pattern-texts.js';
import { wholePattern } from '../../patterns/whole-pattern.js';
import type { Limits } from '../column.js';

/** A request has at most 100 kB, so no longer text would ever arrive. */
export const longestText = 100_000;

export const expectedText = 'text without control characters';

const plain = (value: string) => (/[\p{Cc}\p{Cs}]/u.test(value) ? undefined : value);
/** As a request's schema turns it: what is stored equals what a caller would have got. */
export const trimmed = (value: string) => plain(value.normalize().trim());
export const normalized = (value: string) => plain(value.normalize());
export const matching = (pattern: RegExp) => (value: string) => (pattern.test(value) ? value : undefined);

export const maxOf = (first: string): string => `max=${first}`;

/** How the schema of a text ends. */
export function lengths(field: ScalarField, usualMax?: number): string {
  const { min = 1, max = usualMax, pattern } = field;
  if (pattern !== undefined) {
    // A text that is too long never gets to the pattern, which may be slow for it.
    return `.min(${min}).max(${max}, { abort: true }).regex(${wholePattern(pattern).toString()})`;
  }
  return `.min(${min})${max === undefined ? '' : `.max(${max})`}`;
}

/** A text of no characters needs no check. */
export const minLength = ({ min }: ScalarField): Limits => (Number(min ?? 0) > 0 ? { minLength: min } : {});

export function textSample(field: ScalarField, count: string): string {
  if (field.pattern !== undefined) return patternSample(field, count);
  const min = shortestText(field);
  const stem = field.name.toLowerCase();
  if (Number(field.max ?? Infinity) < stem.length + 8) return shortText(count, min, Number(field.max));
  return padded(`\`${stem} \${${count}}\``, min, stem.length + 2);
}

/** Fits the shortest fields: the last digits of the count, to the base of 36. */
const shortText = (count: string, min: number, max: number): string =>
  `${count}.toString(36)${min > 1 ? `.padStart(${min}, '0')` : ''}.slice(-${max})`;

const padded = (source: string, min: number, shortest: number): string =>
  min > shortest ? `${source}.padEnd(${min}, 'x')` : source;

/** How many different values of a pattern the tests go through: of a unique one, more than a test has rows. */
const PATTERN_SAMPLES = { unique: 40, plain: 5 } as const;

/** Source of one of the pattern's values; they begin again when all were used. */
function patternSample(field: ScalarField, count: string): string {
  const texts = patternTexts(field, field.unique ? PATTERN_SAMPLES.unique : PATTERN_SAMPLES.plain);
  if (texts.length === 1) return stringLiteral(texts[0] ?? '');
  return `[${texts.map(stringLiteral).join(', ')}][${count} % ${texts.length}] ?? ''`;
}

/** A field with a pattern may refuse it for that. */
export function tooLong(
  max: number | string | undefined,
  { pattern }: ScalarField,
  room: number,
): string | undefined {
  if (max === undefined || pattern !== undefined || Number(max) > room) return undefined;
  return `'x'.repeat(${Number(max) + 1})`;
}
