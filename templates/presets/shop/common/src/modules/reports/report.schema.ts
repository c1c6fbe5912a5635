import { z } from 'zod';
import { wholeNumber } from '../../platform/paging/list-query.js';
import { orderSchema } from '../orders/order.schema.js';
import { daysOf } from './days.js';

/** A leap year. Whoever wants more asks year by year: no report reads without an end. */
const MAX_DAYS = 366;

const limit = wholeNumber(1, 100).default(20).describe('Rows at most.');
const day = z.iso.date().refine((text) => text >= '0001', 'Years begin with 0001.');
const period = {
  from: day.describe('The first day, in UTC.'),
  to: day.describe(`The last day, in UTC; ${MAX_DAYS} days at most.`),
};

const isBounded = ({ from, to }: { readonly from: string; readonly to: string }): boolean =>
  from <= to && daysOf(from, to) <= MAX_DAYS;
const outOfBounds = {
  path: ['to'],
  message: `Must be from the first day on, and within ${MAX_DAYS} days of it.`,
};

export const revenueQuery = z.strictObject(period).refine(isBounded, outOfBounds);
export const topProductsQuery = z.strictObject({ ...period, limit }).refine(isBounded, outOfBounds);
export const customerOrdersQuery = z.strictObject({ limit });

export const revenueSchema = z
  .object({
    data: z.array(z.object({ day: z.iso.date(), orders: z.int(), revenue: z.string() })),
  })
  .meta({ id: 'Revenue' });

export const topProductsSchema = z
  .object({
    data: z.array(
      z.object({
        productId: z.uuid(),
        name: z.string(),
        quantity: z.int(),
        revenue: z.string(),
      }),
    ),
  })
  .meta({ id: 'TopProducts' });

export const customerOrdersSchema = z
  .object({
    data: z.array(
      orderSchema.pick({ id: true, status: true, total: true, createdAt: true }).extend({
        items: z.array(
          z.object({
            productId: z.uuid(),
            productName: z.string(),
            unitPrice: z.string(),
            quantity: z.int(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'CustomerOrders' });

export type Period = z.output<typeof revenueQuery>;
export type TopProductsQuery = z.output<typeof topProductsQuery>;
export type CustomerOrdersQuery = z.output<typeof customerOrdersQuery>;
export type Revenue = z.output<typeof revenueSchema>;
export type TopProducts = z.output<typeof topProductsSchema>;
export type CustomerOrders = z.output<typeof customerOrdersSchema>;
