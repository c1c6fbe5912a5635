import { stringLiteral } from '../../core/quoting.js';
import type { ScalarField } from '../model.js';
import type { Range, TypeDefinition } from './definition.js';
import { every, key, range } from './parts/modifiers.js';
import { noDigits, rangeWithin, stepSource, stretchOf } from './parts/numbers.js';
import { absent, is, literal, options, textBound } from './parts/source.js';

/** The last second of a day: PostgreSQL has 24:00:00, too, which is no time of this day. */
const last = '23:59:59';

/** Samples begin at 8 in the morning; those that are compared end at 10 in the evening. */
const usual: Range = { low: 8n * 3600n, high: 22n * 3600n };

/** A time of day, which is the same on each day and everywhere: text, since a `Date` has a day and a zone. */
export const time: TypeDefinition = {
  language: {
    about: 'a time of day: 08:30',
    synonyms: ['timeofday', 'localtime', 'clocktime'],
    modifiers: [...every, ...key, ...range],
    reasons: { lookup: ', 08:30 and 08:30:00 are one time and two paths' },
  },
  values: {
    read,
    expected: 'a time of day from 00:00 to 23:59:59, as HH:MM or HH:MM:SS',
    range: rangeOf,
    isSorted: true,
    becomes: ['string', 'text'],
    becomesNot: {
      date: 'a time of day has no day',
      datetime: 'a time of day has no day and no time zone, so nothing tells which moment it would be',
    },
  },
  code: { type: is('string'), literal },
  schema: {
    body: ({ min, max }) => `timeText(${options({ min: textBound(min), max: textBound(max) })})`,
    view: is('timeOfDay'),
    absent,
    filter: is('timeFilter'),
    hasBounds: true,
  },
  samples: { sent: sample },
  column: { of: () => ({ kind: 'timeOfDay' }), limits: ({ min, max = last }) => ({ min, max }) },
  comparison: {
    types: ['time'],
    digits: noDigits,
    range: rangeOf,
    written: textOf,
    usual,
    isOfMoments: true,
  },
};

function read(value: string): string | undefined {
  if (!/^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/.test(value)) return undefined;
  return value.length === last.length ? value : `${value}:00`;
}

function rangeOf(field: ScalarField): Range {
  return rangeWithin(field, (bound) => secondsOf(String(bound)), 0n, secondsOf(last));
}

function secondsOf(time: string): bigint {
  return BigInt(Date.parse(`1970-01-01T${time}Z`) / 1000);
}

function textOf(seconds: bigint): string {
  return new Date(Number(seconds) * 1000).toISOString().slice(11, 19);
}

function sample(field: ScalarField, count: string): string {
  const { first, steps } = stretchOf(rangeOf(field), usual.low);
  if (!field.unique || steps === 1n) return stringLiteral(textOf(first));
  return `new Date((${first} + ${stepSource(steps, count)}) * 1000).toISOString().slice(11, 19)`;
}
