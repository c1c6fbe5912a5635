import fc from 'fast-check';
import type { ScalarType } from '../../src/resource/model.js';
import { modifiersOf } from '../../src/resource/fields/field-types.js';

/** A colon inside a value, as the field language has it. */
export const escaped = (value: string): string => value.replaceAll(':', '\\:');

const integer = (type: 'integer' | 'bigint'): fc.Arbitrary<bigint> => {
  const bits = type === 'integer' ? 31n : 63n;
  return fc.oneof(
    fc.bigInt(-100n, 1000n),
    fc.constantFrom(0n, 1n, -1n, 2n ** bits - 1n, -(2n ** bits), 2n ** (bits - 1n)),
  );
};
const fractional = fc.oneof(
  fc.integer({ min: -100_000, max: 100_000 }).map((units) => String(units / 100)),
  fc.constantFrom('0', '-0.5', '0.01', '9.50', '99999.99', '-1', '1000000'),
);
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const instant = fc
  .tuple(day, fc.constantFrom('00:00:00Z', '23:59:59.999Z', '12:30:00+02:00'))
  .map((two) => two.join('T'));
/** With seconds and without, and both ends of a day. */
const time = fc.oneof(
  fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((two) => two.map((part) => String(part).padStart(2, '0')).join(':')),
  fc.constantFrom('00:00', '00:00:01', '08:30:15', '23:59', '23:59:59'),
);
const length = fc.oneof(
  fc.integer({ min: 0, max: 300 }),
  fc.constantFrom(1, 2, 3, 5, 20, 63, 255, 676, 4096, 65_535, 200_000),
);

/** Texts that break one of the languages that generated code is in. */
const nasty = [
  "it's",
  '"quoted"',
  '`tick`',
  '${process.exit(1)}',
  '$1',
  '\\',
  '\\b',
  '\\n',
  'a\\',
  '</script>',
  "'; DROP TABLE users; --",
  '*/',
  '//',
  '#',
  '%',
  '%s',
  '_',
  '{}',
  '[]',
  '{{x}}',
  '<%= x %>',
  ' leading',
  'trailing ',
  'null',
  'true',
  '0',
  '-1',
  'now',
  'undefined',
  'ß',
  'İ',
  'é',
  'e\u0301',
  '日本語',
  '😀',
  '\u2028',
  '\u00a0',
  '$$',
  '${',
  "''",
  '::text',
  'a,b',
  'a=b',
  '?',
  '$',
  '|',
  '&',
  '~',
  '- x',
  '@x',
  '!x',
  'yes',
  '1e3',
] as const;
export const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...nasty) },
  { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }) },
  { weight: 1, arbitrary: fc.stringMatching(/^[a-z]{1,12}$/) },
);

const sorted = <T>(pair: fc.Arbitrary<readonly [T, T]>, less: (a: T, b: T) => boolean) =>
  pair.map(([one, other]) => (less(other, one) ? [other, one] : [one, other]) as readonly [T, T]);

/** `min=` and `max=` of a type: one of them, or both in their order. */
export function range(type: ScalarType): fc.Arbitrary<readonly string[]> {
  const pairs: Partial<Record<ScalarType, fc.Arbitrary<readonly [string, string]>>> = {
    integer: bigs('integer'),
    bigint: bigs('bigint'),
    float: sorted(fc.tuple(fractional, fractional), (a, b) => Number(a) < Number(b)),
    decimal: sorted(fc.tuple(fractional, fractional), (a, b) => Number(a) < Number(b)),
    date: sorted(fc.tuple(day, day), (a, b) => a < b),
    datetime: sorted(fc.tuple(instant, instant), (a, b) => Date.parse(a) < Date.parse(b)),
    time: sorted(fc.tuple(time, time), (a, b) => a < b),
  };
  const pair =
    pairs[type] ??
    sorted(fc.tuple(length, length), (a, b) => a < b).map(([a, b]) => [String(a), String(b)] as const);
  return pair.chain(([min, max]) => {
    const both = [
      ...(modifiersOf(type).includes('min') ? [`min=${escaped(min)}`] : []),
      `max=${escaped(max)}`,
    ];
    return fc.subarray(both, { minLength: 1 });
  });
}

const bigs = (type: 'integer' | 'bigint') =>
  sorted(fc.tuple(integer(type), integer(type)), (a, b) => a < b).map(
    ([a, b]) => [String(a), String(b)] as const,
  );

export const defaults: Readonly<Record<ScalarType, fc.Arbitrary<string>>> = {
  string: text,
  text,
  email: fc.constantFrom('a@b.ch', "o'brien@example.com", 'A@EXAMPLE.COM', 'x+y@example.com'),
  url: fc.constantFrom(
    'https://example.com',
    "http://x.io/?a='b'&c=%20",
    'https://example.com/${x}',
    'HTTPS://EXAMPLE.COM/`',
  ),
  uuid: fc.uuid(),
  slug: fc.constant('x'),
  integer: integer('integer').map(String),
  bigint: integer('bigint').map(String),
  float: fractional,
  decimal: fractional,
  boolean: fc.constantFrom('true', 'false'),
  date: day,
  datetime: fc.oneof(instant, fc.constant('now')),
  time,
  json: fc.oneof(
    fc.json({ maxDepth: 2 }),
    fc.constantFrom('null', '0', '"x"', 'true', '{}', '[]', '{"a":"it\'s `${x}` \\\\"}'),
  ),
  enum: fc.constant('A'),
};

export const enumValues = fc
  .uniqueArray(
    fc.oneof(
      fc.constantFrom(
        'draft',
        'A',
        'PG-13',
        'in_progress',
        '1',
        'null',
        'true',
        'class',
        '__proto__',
        'constructor',
        'x'.repeat(63),
        '-',
        '_',
        'no',
        'off',
      ),
      fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,20}$/),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((values) => ['A', ...values.filter((value) => value !== 'A')].join(','));

export const digits = fc
  .tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 10 }))
  .map(([precision, scale]) => [`precision=${precision}`, `scale=${Math.min(scale, precision)}`] as const);
