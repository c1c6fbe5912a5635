import { describe, expect, it } from 'vitest';
import {
  bigintText,
  dayText,
  decimalText,
  instant,
  jsonDocument,
  relatedIds,
} from '../src/fields.js';

interface Schema {
  readonly safeParse: (value: unknown) => { readonly success: boolean };
}

const accepts = (schema: Schema, value: unknown): boolean => schema.safeParse(value).success;

describe('bigintText', () => {
  it.each(['0', '-1', '9223372036854775807', '-9223372036854775808'])('takes %s', (text) => {
    expect(bigintText().parse(text)).toBe(text);
  });

  it.each(['', '01', '-0', '1.5', '1e3', ' 1', '9223372036854775808', 1])('refuses %j', (value) => {
    expect(accepts(bigintText(), value)).toBe(false);
  });

  it('keeps to its bounds', () => {
    const schema = bigintText({ min: '10', max: '20' });
    expect(['9', '10', '20', '21'].map((text) => accepts(schema, text))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe('decimalText', () => {
  const money = decimalText({ precision: 5, scale: 2 });

  it.each([
    ['9.5', '9.50'],
    ['0', '0.00'],
    ['-1.05', '-1.05'],
    ['007', '7.00'],
    ['-0', '0.00'],
  ])('takes %s as %s', (text, stored) => {
    expect(money.parse(text)).toBe(stored);
  });

  it.each(['', '1000', '1.234', '1.', '.5', '1e2', '+1', 9.5])('refuses %j', (value) => {
    expect(accepts(money, value)).toBe(false);
  });

  it('keeps to its bounds, also far beyond what a number can tell apart', () => {
    const schema = decimalText({
      precision: 30,
      scale: 2,
      min: '-1.5',
      max: '90071992547409930.01',
    });
    expect(accepts(schema, '-1.51')).toBe(false);
    expect(accepts(schema, '-1.5')).toBe(true);
    expect(accepts(schema, '90071992547409930.01')).toBe(true);
    expect(accepts(schema, '90071992547409930.02')).toBe(false);
  });

  it('can have no digits before the point, or none after it', () => {
    const fraction = decimalText({ precision: 2, scale: 2 });
    expect([accepts(fraction, '0.25'), accepts(fraction, '1.25')]).toEqual([true, false]);
    const whole = decimalText({ precision: 3, scale: 0 });
    expect([whole.parse('-42'), accepts(whole, '4.2')]).toEqual(['-42', false]);
  });
});

describe('dayText', () => {
  it('takes days of the calendar, within its bounds', () => {
    expect(accepts(dayText(), '2024-02-29')).toBe(true);
    for (const text of ['2023-02-29', '2024-2-9', '2024-02-29T00:00:00Z']) {
      expect(accepts(dayText(), text)).toBe(false);
    }
    const year = dayText({ min: '2024-01-01', max: '2024-12-31' });
    expect(accepts(year, '2023-12-31')).toBe(false);
    expect(accepts(year, '2024-12-31')).toBe(true);
    expect(accepts(year, '2025-01-01')).toBe(false);
  });
});

describe('instant', () => {
  it('takes a moment with an offset, within its bounds', () => {
    expect(instant().parse('2024-05-04T05:02:01+02:00')).toEqual(new Date('2024-05-04T03:02:01Z'));
    for (const text of ['2024-05-04', '2024-05-04T05:02:01', 'now']) {
      expect(accepts(instant(), text)).toBe(false);
    }
    const hour = instant({ min: '2024-05-04T03:00:00Z', max: '2024-05-04T04:00:00Z' });
    expect(accepts(hour, '2024-05-04T04:30:00+02:00')).toBe(false);
    expect(accepts(hour, '2024-05-04T05:30:00+02:00')).toBe(true);
    expect(accepts(hour, '2024-05-04T06:30:00+02:00')).toBe(false);
  });
});

describe('jsonDocument', () => {
  it('takes objects and arrays, and nothing else', () => {
    const taken = [{}, [], { a: [1] }, 'text', 1, true, null].map((value) =>
      accepts(jsonDocument, value),
    );
    expect(taken).toEqual([true, true, true, false, false, false, false]);
  });
});

describe('relatedIds', () => {
  it('takes each id once', () => {
    const id = '6f2c1b9e-3b1d-4b57-9a3e-0d6f6f1c2a77';
    expect(relatedIds.parse([id, id.toUpperCase()])).toEqual([id]);
    expect(accepts(relatedIds, ['1'])).toBe(false);
  });
});
