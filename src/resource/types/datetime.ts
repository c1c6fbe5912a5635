import { stringLiteral } from '../../core/quoting.js';
import type { ScalarField } from '../model.js';
import type { Range, TypeDefinition, Value } from './definition.js';
import { every, key, range } from './parts/modifiers.js';
import { momentSample, readDay, usualMoment, usualMoments } from './parts/moments.js';
import { minAndMax, noDigits, rangeWithin } from './parts/numbers.js';
import { is, options, textBound } from './parts/source.js';

const clock = { range: rangeOf, unit: 1, usual: usualMoment };

export const datetime: TypeDefinition = {
  language: {
    about: 'a moment: 2030-01-31T12:00:00Z',
    synonyms: ['timestamp', 'timestamptz'],
    modifiers: [...every, ...key, ...range],
    reasons: { lookup: ', one moment has many spellings' },
  },
  values: {
    read,
    expected: 'an instant with its zone, for example 2030-01-31T12:00:00Z',
    moving: new Map([['now', () => new Date().toISOString()]]),
    range: rangeOf,
    isSorted: true,
    becomesNot: {
      date: 'the time would be lost, and which day it is depends on the time zone',
      time: 'the day would be lost, and which time of day it is depends on the time zone',
    },
  },
  code: {
    type: is('Date'),
    literal: (value) => `new Date(${stringLiteral(String(value))})`,
    isMoment: true,
  },
  schema: {
    body: ({ min, max }) => `instant(${options({ min: textBound(min), max: textBound(max) })})`,
    view: is('z.iso.datetime()'),
    absent,
    filter: is('datetimeFilter'),
    hasBounds: true,
  },
  samples: {
    sent: (field, count) => `${momentSample(field, count, clock)}.toISOString()`,
    held: (field, count) => momentSample(field, count, clock),
  },
  visibility: {
    example: ({ name }) => name,
    problem: visibilityProblem,
    shown: is('new Date(946_684_800_000 + count * 1000)'),
    hidden: is('new Date(Date.now() + 3_600_000)'),
  },
  column: { of: () => ({ kind: 'instant' }), limits: minAndMax },
  comparison: {
    types: ['datetime'],
    digits: noDigits,
    range: rangeOf,
    written: (time) => new Date(Number(time)).toISOString(),
    usual: usualMoments(1),
    isOfMoments: true,
  },
};

function read(value: string): string | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2})$/.exec(value);
  if (parts?.[1] === undefined || readDay(parts[1]) === undefined) return undefined;
  const instant = new Date(value);
  if (Number.isNaN(instant.getTime())) return undefined;
  const utc = instant.toISOString();
  return /^(?!0000)\d{4}-/.test(utc) ? utc : undefined;
}

function visibilityProblem({ min, max }: ScalarField, values: readonly string[] | undefined) {
  if (values !== undefined) return 'a row is visible from that time on: write the field alone';
  if (min === undefined && max === undefined) return undefined;
  return 'with a min or max a row might never be visible, or always';
}

function rangeOf(field: ScalarField): Range {
  return rangeWithin(
    field,
    (bound) => instantOf(String(bound)),
    instantOf('0001-01-01T00:00:00.000Z'),
    instantOf('9999-12-31T23:59:59.999Z'),
  );
}

function instantOf(moment: string): bigint {
  return BigInt(Date.parse(moment));
}

/** Behind a transform, zod documents a prefault and no default. */
function absent(value: Value | null): string {
  if (value === null) return '.prefault(null)';
  return value === 'now'
    ? '.optional().transform((value) => value ?? new Date())'
    : `.prefault(${stringLiteral(String(value))})`;
}
