import type { ScalarField } from '../model.js';
import type { Range, TypeDefinition } from './definition.js';
import { every, key, range } from './parts/modifiers.js';
import { bounds, minAndMax, oneMore, stepSource, usualNumbers } from './parts/numbers.js';
import { absent, is, literal } from './parts/source.js';

/** Digits after the point that samples are looked for with, and the largest of them. */
const DIGITS = 9;
const LARGEST = 1e15;

const unitsOf = (value: number): bigint => BigInt(Math.round(value * 10 ** DIGITS));

const comparedRange = ({ min = -LARGEST, max = LARGEST }: ScalarField): Range => ({
  low: unitsOf(Number(min)),
  high: unitsOf(Number(max)),
});

export const float: TypeDefinition = {
  language: {
    about: 'a floating-point number',
    synonyms: ['double', 'real'],
    modifiers: [...every, ...key, ...range],
    reasons: { lookup: ', two numbers with fractions are hardly ever the same' },
  },
  values: {
    read,
    expected: 'a number, for example 1.5',
    distinct: ({ min, max }) => (min !== undefined && min === max ? 1 : Infinity),
    isSorted: true,
  },
  code: { type: is('number'), literal },
  schema: {
    body: (field) => `z.number()${bounds(field)}`,
    view: is('z.number()'),
    absent,
    filter: is('numberFilter'),
    hasBounds: true,
  },
  samples: { sent: sample, beyond: oneMore },
  column: { of: () => ({ kind: 'float64' }), limits: minAndMax },
  comparison: {
    types: ['integer', 'float'],
    digits: () => DIGITS,
    range: comparedRange,
    written: (units) => Number(units) / 10 ** DIGITS,
    usual: usualNumbers,
  },
};

function read(value: string): number | undefined {
  if (!/^-?\d{1,400}(\.\d{1,400})?([eE][+-]?\d{1,4})?$/.test(value)) return undefined;
  const number = Number(value) + 0;
  return Number.isFinite(number) ? number : undefined;
}

/** Whole steps up from the least value; in narrow bounds a thousandth of what is between them. */
function sample({ min, max }: ScalarField, count: string): string {
  const low = Number(min ?? (max === undefined ? 1 : Math.min(1, Number(max) - 1)));
  const high = Number(max ?? Infinity);
  if (low === high) return String(low);
  if (min === undefined && max !== undefined && high < 1000) return `${high} - ${stepSource(1000, count)}`;
  if (low + 1000 <= high && low + 1 !== low) return `${low} + ${stepSource(1000, count)}`;
  const step = (high - low) / 1000;
  return Number.isFinite(step) && low + step !== low
    ? `${low} + ${stepSource(1000, count)} * ${step}`
    : `[${low}, ${high}][${count} % 2] ?? ${low}`;
}
