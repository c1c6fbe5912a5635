import { stringLiteral } from '../../core/quoting.js';
import type { ScalarField } from '../model.js';
import type { Range, TypeDefinition } from './definition.js';
import { every, pathKey, range } from './parts/modifiers.js';
import { minAndMax, noDigits, rangeWithin, stepSource, stretchOf, usualNumbers } from './parts/numbers.js';
import { absent, is, literal, options, textBound } from './parts/source.js';

/** Text in JSON and in the entity: a JavaScript number would lose digits. */
export const bigint: TypeDefinition = {
  language: {
    about: 'a whole number of 64 bits; text in JSON',
    synonyms: ['long'],
    modifiers: [...every, ...pathKey, ...range],
  },
  values: {
    read,
    expected: 'a whole number from -9223372036854775808 to 9223372036854775807',
    rank: BigInt,
    range: rangeOf,
    secrets: 'numbers',
    isSorted: true,
    becomes: ['decimal'],
    becomesNot: { float: 'a float keeps no more than 15 of its 19 digits' },
  },
  code: { type: is('string'), literal },
  schema: {
    body: ({ min, max }) => `bigintText(${options({ min: textBound(min), max: textBound(max) })})`,
    view: is('z.string()'),
    absent,
    filter: is('bigintFilter'),
    lookup: is('bigintFilter'),
    hasBounds: true,
  },
  samples: { sent: sample },
  column: { of: () => ({ kind: 'int64' }), limits: minAndMax },
  comparison: {
    // The database would round it for a float.
    types: ['integer', 'bigint', 'decimal'],
    digits: noDigits,
    range: rangeOf,
    written: String,
    usual: usualNumbers,
  },
};

function read(value: string): string | undefined {
  if (!/^-?\d{1,19}$/.test(value)) return undefined;
  const number = BigInt(value);
  return number === BigInt.asIntN(64, number) ? String(number) : undefined;
}

function rangeOf(field: ScalarField): Range {
  return rangeWithin(field, BigInt, -(2n ** 63n), 2n ** 63n - 1n);
}

function sample(field: ScalarField, count: string): string {
  const { first, steps } = stretchOf(rangeOf(field));
  if (steps === 1n) return stringLiteral(String(first));
  return `String(${first}n + BigInt(${stepSource(steps, count)}))`;
}
