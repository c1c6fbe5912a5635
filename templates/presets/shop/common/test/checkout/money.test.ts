import { expect, it } from 'vitest';
import { amountOf, centsOf, percentOf } from '../../src/modules/checkout/money.js';

it.each([
  ['0', 0n],
  ['0.05', 5n],
  ['0.5', 50n],
  ['12.30', 1_230n],
  ['9007199254740993.01', 900_719_925_474_099_301n],
])('reads %s as %d cents', (amount, cents) => {
  expect(centsOf(amount)).toBe(cents);
});

it.each(['', '1,00', '-1.00', '1.005', '1e3', '.5'])('reads no cents from "%s"', (amount) => {
  expect(() => centsOf(amount)).toThrow(TypeError);
});

it.each([
  [0n, '0.00'],
  [5n, '0.05'],
  [1_230n, '12.30'],
  [900_719_925_474_099_301n, '9007199254740993.01'],
])('writes %d cents as %s', (cents, amount) => {
  expect(amountOf(cents)).toBe(amount);
});

it('takes a part, and half a cent for one', () => {
  expect(percentOf(1_000n, 15)).toBe(150n);
  expect(percentOf(105n, 10)).toBe(11n);
  expect(percentOf(104n, 10)).toBe(10n);
  expect(percentOf(999n, 0)).toBe(0n);
});
