import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Comparison } from '../../src/platform/comparison.js';
import { fitting, requireFitting } from '../../src/platform/row-checks.js';

const check = (operator: Comparison['operator']): readonly Comparison[] => [
  { field: 'one', operator, other: 'two' },
];

describe('two fields of a row', () => {
  it.each([
    ['moments', new Date(1), new Date(2)],
    ['days', '2029-12-31', '2030-01-01'],
    ['times of day', '08:30:00', '17:00:00'],
    ['numbers', -2, 1.5],
    ['numbers that are texts', '-0.10', '-0.09'],
    ['a whole number and a text', 9, '10'],
    ['numbers that no float tells apart', '9007199254740992', '9007199254740992.01'],
  ])('are compared: %s', (_what, low, high) => {
    const fits = (one: unknown, operator: Comparison['operator'], two: unknown): void =>
      requireFitting({ one, two }, check(operator));
    for (const operator of ['<', '<=', '!='] as const) fits(low, operator, high);
    fits(low, '<=', low);
    fits(high, '!=', low);
    for (const operator of ['<', '!='] as const) {
      expect(() => fits(low, operator, low)).toThrow('do not fit');
    }
    for (const operator of ['<', '<='] as const) {
      expect(() => fits(high, operator, low)).toThrow('do not fit');
    }
  });

  it('may be null, or be left out', () => {
    const schema = z.object({ one: z.int().nullish(), two: z.int().nullish() });
    const checked = schema.superRefine(fitting(check('<')));
    for (const row of [{ one: null, two: 1 }, { one: 1, two: null }, { one: 1 }, {}]) {
      expect(checked.safeParse(row).success).toBe(true);
    }
  });

  it('are both named, with what is wrong', () => {
    const schema = z.object({ one: z.iso.date(), two: z.iso.date() });
    const parsed = schema
      .superRefine(fitting(check('<')))
      .safeParse({ one: '2030-01-01', two: '2030-01-01' });
    expect(parsed.error?.issues).toMatchObject([
      { path: ['one'], message: 'Must be before two.' },
      { path: ['two'], message: 'Must be after one.' },
    ]);
  });

  it('are said to be before and after each other where they are times of day', () => {
    const row = { one: '17:00:00', two: '08:30:00' };
    expect(() => requireFitting(row, check('<='))).toThrow(
      expect.objectContaining({
        errors: [
          { field: 'one', message: 'Must not be after two.' },
          { field: 'two', message: 'Must not be before one.' },
        ],
      }),
    );
  });
});
