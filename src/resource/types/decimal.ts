import { stringLiteral } from '../../core/quoting.js';
import type { ScalarField } from '../model.js';
import type { Digits, Range, TypeDefinition } from './definition.js';
import { every, key, range } from './parts/modifiers.js';
import { minAndMax, rangeWithin, stepSource, stretchOf, usualNumbers } from './parts/numbers.js';
import { absent, is, literal, options, textBound } from './parts/source.js';

const usual = { precision: 12, scale: 2 } as const;

const digitsOf = ({ precision = usual.precision, scale = usual.scale }: Digits): Required<Digits> => ({
  precision,
  scale,
});

/** Text in JSON and in the entity, every digit kept. */
export const decimal: TypeDefinition = {
  language: {
    about: 'an exact number such as a price; text in JSON',
    synonyms: ['money', 'numeric'],
    modifiers: [...every, ...key, ...range, 'precision', 'scale'],
    reasons: { lookup: ', 1.5 and 1.50 are one number and two paths' },
    sized: (first, second) => `precision=${first}${second === undefined ? '' : `:scale=${second}`}`,
  },
  values: {
    read,
    expected: 'a decimal number that fits its precision and scale',
    // Numbers of one field all have the same number of digits after the point.
    rank: (value) => BigInt(String(value).replace('.', '')),
    digits: usual,
    range: rangeOf,
    isSorted: true,
    becomesNot: { float: 'a float does not keep every digit' },
  },
  code: { type: is('string'), literal },
  schema: {
    body: (field) =>
      `decimalText(${options({ ...digitsOf(field), min: textBound(field.min), max: textBound(field.max) })})`,
    view: is('z.string()'),
    absent,
    filter: is('decimalFilter'),
    hasBounds: true,
  },
  samples: { sent: sample },
  column: { of: (field) => ({ kind: 'exactNumber', ...digitsOf(field) }), limits: minAndMax },
  comparison: {
    // The database would round it for a float.
    types: ['integer', 'bigint', 'decimal'],
    digits: (field) => digitsOf(field).scale,
    range: rangeOf,
    written: (units, field) => textOf(units, digitsOf(field).scale),
    usual: usualNumbers,
  },
};

function read(value: string, digits: Digits): string | undefined {
  const { precision, scale } = digitsOf(digits);
  const [, sign = '', whole = '', part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  if (whole === '' || part.length > scale) return undefined;
  const all = BigInt(whole + part.padEnd(scale, '0'));
  const padded = String(all).padStart(scale + 1, '0');
  if (String(all).length > precision && all !== 0n) return undefined;
  const point = padded.length - scale;
  const number = scale === 0 ? padded : `${padded.slice(0, point)}.${padded.slice(point)}`;
  return sign === '' || all === 0n ? number : `-${number}`;
}

function rangeOf(field: ScalarField): Range {
  const { precision, scale } = digitsOf(field);
  const most = 10n ** BigInt(precision) - 1n;
  return rangeWithin(field, (bound) => unitsOf(String(bound), scale), -most, most);
}

/** A number in units of its last digit. Bounds have as many digits after the point as their field. */
function unitsOf(text: string, scale: number): bigint {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const units = BigInt(whole + fraction.padEnd(scale, '0'));
  return text.startsWith('-') ? -units : units;
}

function sample(field: ScalarField, count: string): string {
  const { precision, scale } = digitsOf(field);
  const { unique, min, max } = field;
  const one = 10n ** BigInt(scale);
  const { first, steps } = stretchOf(rangeOf(field), one);
  if (!unique || steps === 1n) return stringLiteral(textOf(first, scale));
  if (min === undefined && max === undefined && precision - scale >= 7)
    return `\`\${${count}}${scale > 0 ? `.${'0'.repeat(scale)}` : ''}\``;
  const step = stepSource(steps, count);
  if (first < 0n && first + steps > 0n) return `((${first} + ${step}) / ${one}).toFixed(${scale})`;
  const digits = `String(${first < 0n ? `${-first}n - ` : `${first}n + `}BigInt(${step}))`;
  const pointed =
    scale === 0 ? digits : `${digits}.padStart(${scale + 1}, '0').replace(/(?=\\d{${scale}}$)/, '.')`;
  return first < 0n ? `\`-\${${pointed}}\`` : pointed;
}

function textOf(units: bigint, scale: number): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const sign = units < 0n ? '-' : '';
  const whole = digits.slice(0, digits.length - scale);
  return scale === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-scale)}`;
}
