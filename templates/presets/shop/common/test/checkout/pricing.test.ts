import { describe, expect, it } from 'vitest';
import { requireMinimum, roleDiscount, totalsOf } from '../../src/modules/checkout/pricing.js';

const line = (unitPrice: string, quantity: number) => ({ unitPrice, quantity });

describe('what an order comes to', () => {
  it('is exact where floats are not', () => {
    expect(totalsOf([line('0.10', 1), line('0.20', 1)], [])).toEqual({
      subtotal: '0.30',
      discount: '0.00',
      total: '0.30',
    });
    expect(totalsOf([line('9999999999.99', 1_000)], []).total).toBe('9999999999990.00');
    expect(totalsOf([line('90071992547409.93', 1), line('0.02', 1)], []).total).toBe(
      '90071992547409.95',
    );
  });

  it('is less by the discounts, which are rounded once', () => {
    expect(totalsOf([line('9.99', 1), line('9.99', 1), line('9.99', 1)], [10])).toEqual({
      subtotal: '29.97',
      discount: '3.00',
      total: '26.97',
    });
  });

  it('is less by all of them, and never less than nothing', () => {
    expect(totalsOf([line('10.00', 2)], [10, 25])).toMatchObject({ discount: '7.00' });
    expect(totalsOf([line('10.00', 2)], [10, 95])).toMatchObject({
      discount: '20.00',
      total: '0.00',
    });
  });

  it('has to reach the minimum', () => {
    const totals = totalsOf([line('10.00', 1)], [5]);
    expect(() => requireMinimum(totals, '9.50')).not.toThrow();
    expect(() => requireMinimum(totals, '9.51')).toThrow(
      expect.objectContaining({
        kind: 'unprocessable',
        errors: [{ field: 'items', message: 'Must come to at least 9.51.' }],
      }),
    );
  });
});

it('gives staff a discount, and others none', () => {
  expect(roleDiscount('admin')).toBe(10);
  expect(roleDiscount('user')).toBe(0);
});
