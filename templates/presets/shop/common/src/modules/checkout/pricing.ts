import type { Role } from '../../permissions.js';
import { AppError } from '../../platform/errors.js';
import { amountOf, centsOf, percentOf } from './money.js';

/** What people of a role pay less, in percent. Others pay the price. */
const roleDiscounts: Readonly<Partial<Record<Role, number>>> = { admin: 10 };

export const roleDiscount = (role: Role): number => roleDiscounts[role] ?? 0;

export interface Priced {
  readonly unitPrice: string;
  readonly quantity: number;
}

export interface Totals {
  readonly subtotal: string;
  readonly discount: string;
  readonly total: string;
}

/** What the lines of an order come to. The discounts are percentages of all of it: they add up, to 100 at most. */
export function totalsOf(lines: readonly Priced[], discounts: readonly number[]): Totals {
  const percent = Math.min(
    100,
    discounts.reduce((sum, one) => sum + one, 0),
  );
  const subtotal = lines.reduce(
    (sum, { unitPrice, quantity }) => sum + centsOf(unitPrice) * BigInt(quantity),
    0n,
  );
  const discount = percentOf(subtotal, percent);
  return {
    subtotal: amountOf(subtotal),
    discount: amountOf(discount),
    total: amountOf(subtotal - discount),
  };
}

/** @param minimum what an order has to come to, all discounts taken off. */
export function requireMinimum({ total }: Totals, minimum: string): void {
  if (centsOf(total) >= centsOf(minimum)) return;
  throw new AppError('unprocessable', `The order comes to ${total}, which is too little.`, [
    { field: 'items', message: `Must come to at least ${minimum}.` },
  ]);
}
