import { describe, expect, it } from 'vitest';
import { usable } from '../../src/modules/checkout/discount-code.js';

const now = new Date('2030-06-15T12:00:00Z');
const before = new Date('2030-06-15T11:59:59Z');
const after = new Date('2030-06-15T12:00:01Z');
const open = { validFrom: null, validUntil: null, maxUses: null, uses: 7 };

describe('a discount code', () => {
  it.each([
    ['has no limits', open],
    ['begins now', { ...open, validFrom: now }],
    ['ends now', { ...open, validUntil: now }],
    ['may be used once more', { ...open, maxUses: 8 }],
  ])('holds if it %s', (_, discount) => {
    expect(usable(discount, now)).toBe(discount);
  });

  it.each([
    ['is none', null],
    ['begins later', { ...open, validFrom: after }],
    ['is over', { ...open, validUntil: before }],
  ])('is not valid if it %s', (_, discount) => {
    const message = 'The discount code is not valid.';
    expect(() => usable(discount, now)).toThrow(
      expect.objectContaining({
        kind: 'unprocessable',
        errors: [{ field: 'discountCode', message }],
      }),
    );
  });

  it('is used up after its last use', () => {
    expect(() => usable({ ...open, maxUses: 7 }, now)).toThrow(
      expect.objectContaining({ kind: 'conflict', message: 'The discount code is used up.' }),
    );
  });
});
