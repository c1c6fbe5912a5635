import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import {
  bigintText,
  dayText,
  decimalText,
  instant,
  jsonDocument,
  relatedIds,
  timeOfDay,
  timeText,
} from '../../src/platform/fields.js';

const messages = (schema: z.ZodType, value: unknown): unknown[] =>
  schema.safeParse(value).error?.issues.map(({ message }) => message) ?? [];

function expectRefused(schema: z.ZodType, values: readonly unknown[]): void {
  expect(values.filter((value) => messages(schema, value).length !== 1)).toEqual([]);
}

describe('a 64-bit integer', () => {
  it('keeps every digit to both ends', () => {
    for (const text of [
      '0',
      '-1',
      '9007199254740993',
      '9223372036854775807',
      '-9223372036854775808',
    ])
      expect(bigintText().parse(text)).toBe(text);
  });

  it('is written in one way only', () => {
    expectRefused(bigintText(), [
      '',
      'abc',
      '-0',
      '007',
      '+1',
      '1.0',
      '1e3',
      ' 1',
      '0x1',
      '1\n',
      1,
      null,
    ]);
  });

  it('is within 64 bits and within its bounds', () => {
    expectRefused(bigintText(), ['9223372036854775808', '-9223372036854775809', '1'.repeat(400)]);
    const bounded = bigintText({ min: '-9007199254740993', max: '9007199254740993' });
    expect(bounded.parse('9007199254740993')).toBe('9007199254740993');
    expect(messages(bounded, '9007199254740994')).toEqual(['Must be at most 9007199254740993.']);
    expect(messages(bounded, '-9007199254740994')).toEqual(['Must be at least -9007199254740993.']);
  });
});

describe('a decimal number', () => {
  const price = decimalText({ precision: 6, scale: 2 });

  it.each([
    ['9.5', '9.50'],
    ['9', '9.00'],
    ['0009.5', '9.50'],
    ['-0', '0.00'],
    ['-0.00', '0.00'],
    ['-0.1', '-0.10'],
    ['-9999.99', '-9999.99'],
  ])('%s is %s', (text, canonical) => {
    expect(price.parse(text)).toBe(canonical);
  });

  it('keeps every digit of a long one', () => {
    const text = `-${'1234567890'.repeat(3)}.${'0123456789'.repeat(2)}`;
    expect(decimalText({ precision: 50, scale: 20 }).parse(text)).toBe(text);
  });

  it('is refused where it does not fit or is none', () => {
    expectRefused(price, [
      '10000',
      '1.005',
      '',
      'abc',
      '.5',
      '5.',
      '+1',
      '1e2',
      '1,5',
      '1.\n',
      'NaN',
      1,
      '--1',
    ]);
  });

  it('may have no digits after the point, or none before it', () => {
    const whole = decimalText({ precision: 3, scale: 0 });
    expect(['007', '-0', '-12'].map((text) => whole.parse(text))).toEqual(['7', '0', '-12']);
    expectRefused(whole, ['1.0', '1000']);
    const fraction = decimalText({ precision: 2, scale: 2 });
    expect(['0', '-0.5', '0.99'].map((text) => fraction.parse(text))).toEqual([
      '0.00',
      '-0.50',
      '0.99',
    ]);
    expectRefused(fraction, ['1', '-1.00', '9.99']);
  });

  it('is compared with its bounds digit by digit, also finer ones', () => {
    const big = { precision: 20, scale: 2, min: '-0.005', max: '9007199254740993.01' };
    const bounded = decimalText(big);
    expect(bounded.parse('9007199254740993.01')).toBe('9007199254740993.01');
    expect(messages(bounded, '9007199254740993.02')).toEqual([`Must be at most ${big.max}.`]);
    expect(bounded.parse('0')).toBe('0.00');
    expect(messages(bounded, '-0.01')).toEqual([`Must be at least ${big.min}.`]);
  });
});

describe('a day', () => {
  it('is one of the calendar, from the year 1', () => {
    for (const day of ['0001-01-01', '2024-02-29', '9999-12-31'])
      expect(dayText().parse(day)).toBe(day);
    const others = ['0000-12-31', '2023-02-29', '2024-1-1', '2024-01-01T00:00:00Z', ''];
    expect(others.filter((day) => dayText().safeParse(day).success)).toEqual([]);
  });

  it('is within its bounds, which belong to it', () => {
    const bounded = dayText({ min: '2024-01-01', max: '2024-12-31' });
    for (const day of ['2024-01-01', '2024-12-31']) expect(bounded.parse(day)).toBe(day);
    expect(messages(bounded, '2023-12-31')).toEqual(['Must not be before 2024-01-01.']);
    expect(messages(bounded, '2025-01-01')).toEqual(['Must not be after 2024-12-31.']);
  });
});

describe('a time of day', () => {
  it('has its seconds, whether they were sent or not', () => {
    expect(
      ['00:00', '08:30', '08:30:15', '23:59:59'].map((time) => timeText().parse(time)),
    ).toEqual(['00:00:00', '08:30:00', '08:30:15', '23:59:59']);
  });

  it('is refused where it is none, or has a fraction, a day or a zone', () => {
    expectRefused(timeText(), ['', '8:30', '08', '0830', '24:00', '24:00:00', '08:60', '23:59:60']);
    expectRefused(timeText(), ['08:30:00.5', '08:30Z', '08:30:00+02:00', '08:30\n', ' 08:30', 830]);
    expectRefused(timeText(), ['2026-01-01T08:30:00Z', '8:30 pm', null]);
  });

  it('is within its bounds, which belong to it', () => {
    const bounded = timeText({ min: '08:30:00', max: '22:00:00' });
    for (const time of ['08:30', '08:30:00', '22:00'])
      expect(bounded.safeParse(time).success).toBe(true);
    expect(messages(bounded, '08:29:59')).toEqual(['Must not be before 08:30:00.']);
    expect(messages(bounded, '22:00:01')).toEqual(['Must not be after 22:00:00.']);
  });

  it('has one spelling in an answer', () => {
    expect(timeOfDay.parse('08:30:00')).toBe('08:30:00');
    expectRefused(timeOfDay, ['08:30', '24:00:00', '08:30:00.000']);
  });
});

describe('an instant', () => {
  it('is one moment, whatever its offset', () => {
    const moment = new Date('2026-01-01T00:00:00.123Z');
    for (const text of ['2026-01-01T00:00:00.123Z', '2026-01-01T02:00:00.1239+02:00'])
      expect(instant().parse(text)).toEqual(moment);
  });

  it('is refused where it is none, or has no year of four digits', () => {
    expectRefused(instant(), ['', '2026-01-01', '2026-01-01T00:00:00', '2026-02-29T00:00:00Z', 0]);
    expectRefused(instant(), ['2026-01-01T23:59:60Z', '2026-01-01T00:00:00+02']);
    expectRefused(instant(), [
      '0000-06-01T00:00:00Z',
      '9999-12-31T23:59:59-01:00',
      '0001-01-01T00:00:00+01:00',
    ]);
  });

  it('is within its bounds, compared as moments', () => {
    const bounded = instant({ min: '2026-01-01T00:00:00Z', max: '2026-01-01T01:00:00Z' });
    expect(bounded.parse('2026-01-01T02:00:00+02:00')).toEqual(new Date('2026-01-01T00:00:00Z'));
    expect(messages(bounded, '2026-01-01T01:59:59+02:00')).toHaveLength(1);
    expect(messages(bounded, '2026-01-01T00:00:01-01:00')).toHaveLength(1);
  });
});

it('a JSON document is any JSON but null', () => {
  for (const value of [{}, [], { a: [null, { b: 1 }] }, 'x', '', 1, 0, true, false])
    expect(jsonDocument.parse(value)).toEqual(value);
  expectRefused(jsonDocument, [null, undefined]);
});

it('related ids are each once, in the order they came', () => {
  const ids = ['b0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'];
  expect(relatedIds.parse([...ids, ...ids.map((id) => id.toUpperCase())])).toEqual(ids);
  expectRefused(relatedIds, [['x'], ids[0], Array.from({ length: 1_001 }, () => ids[0])]);
});
