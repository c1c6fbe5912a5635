import type { ScalarField } from '../model.js';
import type { Range, TypeDefinition } from './definition.js';
import { every, pathKey, range } from './parts/modifiers.js';
import {
  bounds,
  minAndMax,
  noDigits,
  oneMore,
  rangeWithin,
  stepSource,
  stretchOf,
  usualNumbers,
} from './parts/numbers.js';
import { absent, is, literal } from './parts/source.js';

export const integer: TypeDefinition = {
  language: {
    about: 'a whole number of 32 bits',
    synonyms: ['int', 'number'],
    modifiers: [...every, ...pathKey, ...range],
  },
  values: {
    read,
    expected: 'a whole number from -2147483648 to 2147483647',
    range: rangeOf,
    secrets: 'numbers',
    isSorted: true,
    becomes: ['bigint', 'decimal', 'float'],
  },
  code: { type: is('number'), literal },
  schema: {
    body: (field) => `z.int32()${bounds(field)}`,
    view: is('z.int()'),
    absent,
    filter: is('integerFilter'),
    lookup: is('integerFilter'),
    hasBounds: true,
  },
  samples: { sent: sample, beyond: oneMore },
  column: { of: () => ({ kind: 'int32' }), limits: minAndMax },
  comparison: {
    types: ['integer', 'bigint', 'decimal', 'float'],
    digits: noDigits,
    range: rangeOf,
    written: Number,
    usual: usualNumbers,
  },
};

function read(value: string): number | undefined {
  if (!/^-?\d{1,10}$/.test(value)) return undefined;
  const number = Number(value) + 0;
  return number >= -(2 ** 31) && number < 2 ** 31 ? number : undefined;
}

function rangeOf(field: ScalarField): Range {
  return rangeWithin(field, BigInt, -(2n ** 31n), 2n ** 31n - 1n);
}

function sample(field: ScalarField, count: string): string {
  const { first, steps } = stretchOf(rangeOf(field));
  return steps === 1n ? String(first) : `${first} + ${stepSource(steps, count)}`;
}
