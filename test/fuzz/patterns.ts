import fc from 'fast-check';

const patternAtoms = [
  '[A-Z]',
  '[a-z]',
  '\\d',
  '\\w',
  '[0-9a-f]',
  '[^\\s]',
  '\\p{L}',
  '\\p{Lu}',
  '.',
  'x',
  '-',
  '\\.',
  '\\/',
  "'",
  '"',
  '`',
  '\\$',
  '\\{',
  '@',
  ' ',
  '#',
] as const;
const repeats = ['', '', '{2}', '{3}', '{1,4}', '{2,}', '+', '*', '?', '{12}'] as const;
const composed = fc
  .array(
    fc.tuple(fc.constantFrom(...patternAtoms), fc.constantFrom(...repeats)).map((two) => two.join('')),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join(''));
export const pattern = fc.oneof(
  { weight: 3, arbitrary: composed },
  { weight: 1, arbitrary: fc.tuple(composed, composed).map(([one, other]) => `${one}|(?:${other})`) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '[A-Z]{2}\\d{4}',
      '^[A-Z]{5}$',
      '[A-Z]{3}',
      '(a|b|c){3}',
      '^\\+?[1-9]\\d{6,14}$',
      '[^@]+@[^@]+',
      '(?=.*\\d)[a-z\\d]{4,8}',
      '\\bfoo\\b',
      '(ab)\\1',
      '^(a+)+$',
      '[\\w-]+',
      '\\u{1F600}',
      '[A-Z]{3}|[0-9]{3}',
      'a*',
      '[\\]]',
      '(?!x)[a-z]{3}',
      '[a-z]+(?:-[a-z]+)*',
      '\\$\\{x\\}',
      '#[0-9A-Fa-f]{6}',
      '(?<year>\\d{4})-\\d{2}',
      '\\S+',
      '[^a]',
      '(?<=a)b',
      '\\t',
      'x{300}',
      'one|two',
      '[\\u0041-\\u005A]+',
    ),
  },
);
