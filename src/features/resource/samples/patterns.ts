import { stringLiteral } from '../../../core/quoting.js';
import type { ScalarField } from '../../../resource/model.js';
import { patternTexts } from '../../../resource/patterns/pattern-texts.js';

/** How many different values of a pattern the tests go through: of a unique one, more than a test has rows. */
const PATTERN_SAMPLES = { unique: 40, plain: 5 } as const;

/** Source of one of the pattern's values; they begin again when all were used. */
export function patternSample(field: ScalarField, count: string): string {
  const texts = patternTexts(field, field.unique ? PATTERN_SAMPLES.unique : PATTERN_SAMPLES.plain);
  if (texts.length === 1) return stringLiteral(texts[0] ?? '');
  return `[${texts.map(stringLiteral).join(', ')}][${count} % ${texts.length}] ?? ''`;
}
