import type { ScalarField } from '../model.js';
import type { Range, TypeDefinition } from './definition.js';
import { every, pathKey, range } from './parts/modifiers.js';
import { DAY_MS, momentSample, readDay, usualMoment, usualMoments } from './parts/moments.js';
import { minAndMax, noDigits, rangeWithin } from './parts/numbers.js';
import { absent, is, literal, options, textBound } from './parts/source.js';

const clock = { range: rangeOf, unit: DAY_MS, usual: Math.floor(usualMoment / DAY_MS) * DAY_MS };

/** A day, which is the same everywhere: text, since a `Date` has a time and a zone. */
export const date: TypeDefinition = {
  language: { about: 'a day: 2030-01-31', synonyms: [], modifiers: [...every, ...pathKey, ...range] },
  values: {
    read: readDay,
    expected: 'a day that exists, as YYYY-MM-DD',
    range: rangeOf,
    isSorted: true,
    becomesNot: { datetime: 'a day has no time and no time zone, so nothing tells which moment it would be' },
  },
  code: { type: is('string'), literal },
  schema: {
    body: ({ min, max }) => `dayText(${options({ min: textBound(min), max: textBound(max) })})`,
    view: is('z.iso.date()'),
    absent,
    filter: is('dateFilter'),
    lookup: is('dateFilter'),
    hasBounds: true,
  },
  samples: { sent: (field, count) => `${momentSample(field, count, clock)}.toISOString().slice(0, 10)` },
  column: { of: () => ({ kind: 'day' }), limits: minAndMax },
  comparison: {
    types: ['date'],
    digits: noDigits,
    range: rangeOf,
    written: (days) => new Date(Number(days) * DAY_MS).toISOString().slice(0, 10),
    usual: usualMoments(DAY_MS),
    isOfMoments: true,
  },
};

function rangeOf(field: ScalarField): Range {
  return rangeWithin(field, (bound) => dayOf(String(bound)), dayOf('0001-01-01'), dayOf('9999-12-31'));
}

function dayOf(day: string): bigint {
  return BigInt(Date.parse(day) / DAY_MS);
}
