import { describe, expect, it } from 'vitest';
import { parseField } from '../../src/resource/language/field-language.js';
import type { ScalarField } from '../../src/resource/model.js';
import { patternTexts } from '../../src/resource/patterns/pattern-texts.js';

const field = (pattern: string, rest = ''): ScalarField =>
  parseField(`code:string${rest}:pattern=${pattern.replaceAll(':', '\\:')}`) as ScalarField;

describe('texts for a pattern', () => {
  it.each([
    '[A-Z]{2}\\d{4}',
    '(?=.*\\d)[a-z\\d]{4,8}',
    '(?!x)[a-z]{3}',
    '\\bfoo\\b',
    '(ab|c)x\\1',
    '(?<side>[ab])-\\k<side>',
    '[\\](]x(y)',
    '\\p{Lu}{2,}(?=Z)Z',
    '[a-z]+(?:-[a-z]+)*',
  ])('%s', (pattern) => {
    const texts = patternTexts(field(pattern), 5);
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) expect(text).toMatch(new RegExp(`^(?:${pattern})$`, 'u'));
  });

  it('are the same every time, and different ones for a unique field', () => {
    const unique = field('[A-Z]{3}', ':max=3:unique');
    const texts = patternTexts(unique, 40);
    expect(new Set(texts.map((text) => text.toLowerCase())).size).toBe(40);
    expect(patternTexts(unique, 40)).toEqual(texts);
  });

  it('are long enough to be searched for where the field is searchable', () => {
    const texts = patternTexts(field('[a-z]{1,5}', ':searchable'), 40);
    expect(Math.min(...texts.map(({ length }) => length))).toBe(3);
  });

  it.each([
    ['[A-Z]{2}\\d{4}', ':max=5', 'no text of 1 to 5 characters'],
    ['(?<=a)b', '', 'no text of 1 to 255 characters'],
    ['x{300}', '', 'no text of 1 to 255 characters'],
    [' ', '', 'no text of 1 to 255 characters'],
    ['a|b', ':unique', 'only 2 different texts'],
  ])('%s%s is refused', (pattern, rest, reason) => {
    expect(() => field(pattern, rest)).toThrow(reason);
  });
});
