import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import {
  bigintFilter,
  booleanFilter,
  dateFilter,
  datetimeFilter,
  decimalFilter,
  integerFilter,
  linkedFilter,
  nullFilter,
  numberFilter,
  range,
  textFilter,
  timeFilter,
  uuidFilter,
} from '../../../src/platform/paging/filters.js';

const uuid = 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11';

describe('the value of a filter', () => {
  it.each<[string, z.ZodType, string, unknown]>([
    ['a boolean', booleanFilter, 'true', true],
    ['a boolean', booleanFilter, 'false', false],
    ['an integer', integerFilter, '-2147483648', -2_147_483_648],
    ['an integer', integerFilter, '2147483647', 2_147_483_647],
    ['a number', numberFilter, '-1.5', -1.5],
    ['a number', numberFilter, '1e-7', 1e-7],
    ['a bigint', bigintFilter, '9223372036854775807', '9223372036854775807'],
    ['a bigint', bigintFilter, '-9223372036854775808', '-9223372036854775808'],
    ['a decimal', decimalFilter, `${'9'.repeat(38)}.01`, `${'9'.repeat(38)}.01`],
    ['a day', dateFilter, '0001-01-01', '0001-01-01'],
    ['a moment', datetimeFilter, '2026-01-01T00:00:00+02:00', '2025-12-31T22:00:00.000Z'],
    ['a moment', datetimeFilter, '2026-01-01T00:00:00.1239Z', '2026-01-01T00:00:00.123Z'],
    ['a moment', datetimeFilter, '2026-01-01T00:00:00-23:59', '2026-01-01T23:59:00.000Z'],
    ['a time of day', timeFilter, '08:30', '08:30'],
    ['a time of day', timeFilter, '23:59:59', '23:59:59'],
    ['a uuid', uuidFilter, uuid, uuid],
    ['ids', linkedFilter, uuid, [uuid]],
    ['ids', linkedFilter, `${uuid},${uuid.toUpperCase()}`, [uuid, uuid.toUpperCase()]],
    ['ids', linkedFilter, Array(10).fill(uuid).join(','), Array(10).fill(uuid)],
    ['a text', textFilter, 'e\u0301', '\u00e9'],
  ])('can be %s: %#', (_what, schema, text, value) => {
    expect(schema.parse(text)).toEqual(value);
  });

  it.each<[string, z.ZodType, readonly string[]]>([
    ['a boolean', booleanFilter, ['', '1', 'TRUE', 'yes']],
    ['an integer', integerFilter, ['', ' 1', '1.0', '1e3', '0x1', '2147483648', '-2147483649']],
    ['a number', numberFilter, ['', ' ', '.5', '5.', '0x1', 'NaN', 'Infinity', '1e999', '--1']],
    ['a bigint', bigintFilter, ['', '1.0', '9223372036854775808', '-9223372036854775809', 'x']],
    ['a decimal', decimalFilter, ['', '.5', '5.', '1e3', 'NaN', 'Infinity', '1,5']],
    ['a day', dateFilter, ['', '2026-02-29', '2026-1-1', '0000-01-01', '2026-01-01T00:00:00Z']],
    ['a moment', datetimeFilter, ['', '2026-01-01', '2026-01-01T00:00:00', 'now']],
    ['a moment', datetimeFilter, ['0000-06-01T00:00:00Z', '9999-12-31T23:59:59-01:00']],
    ['a moment', datetimeFilter, ['2026-01-01T23:59:60Z', '2026-01-01T24:00:00Z']],
    ['a time of day', timeFilter, ['', '8:30', '24:00', '23:59:60', '08:30:00.5', '08:30Z']],
    ['a uuid', uuidFilter, ['', 'x', uuid.replaceAll('-', ''), `{${uuid}}`]],
    ['ids', linkedFilter, ['', 'x', `${uuid},`, `${uuid},,${uuid}`, `,${uuid}`, ` ${uuid}`]],
    ['ids', linkedFilter, [Array(11).fill(uuid).join(',')]],
    ['a text', textFilter, ['', 'x'.repeat(2_049)]],
  ])('is refused when it is not %s: %#', (_what, schema, texts) => {
    expect(texts.filter((text) => schema.safeParse(text).success)).toEqual([]);
  });

  it('can be any number that an answer holds', () => {
    const numbers = [5e-324, Number.MAX_VALUE, 0.000_001_234_567_890_123_456_7, 123e18, -0.1];
    for (const number of numbers) expect(numberFilter.parse(JSON.stringify(number))).toBe(number);
  });
});

it('a range is the value and its four bounds', () => {
  const names = ['size', 'size[gt]', 'size[gte]', 'size[lt]', 'size[lte]'];
  const filters = range('size', integerFilter);
  expect(Object.keys(filters)).toEqual(names);
  expect(new Set(Object.values(filters))).toEqual(new Set([integerFilter]));
});

it('asks whether a field has a value by a parameter of its own', () => {
  const { 'dueAt[null]': schema, ...others } = nullFilter('dueAt');
  expect(schema.parse('true')).toBe(true);
  expect(schema.parse('false')).toBe(false);
  expect(schema.safeParse('null').success).toBe(false);
  expect(others).toEqual({});
});
