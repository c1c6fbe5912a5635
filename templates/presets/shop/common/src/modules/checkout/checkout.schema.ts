import { z } from 'zod';
import { orderItemSchema } from '../order-items/order-item.schema.js';
import { orderSchema } from '../orders/order.schema.js';

const MAX_ITEMS = 50;
const MAX_QUANTITY = 1_000;

const item = z
  .strictObject({
    productId: z.uuid().toLowerCase(),
    quantity: z.int().min(1).max(MAX_QUANTITY),
  })
  .meta({ id: 'CheckoutItem' });

/** What a customer says of an order. Prices are not theirs to say. */
export const checkoutBody = z
  .strictObject({
    items: z.array(item).min(1).max(MAX_ITEMS).superRefine(requireDistinct),
    discountCode: z.string().normalize().trim().min(1).max(64).optional(),
    shippingAddress: z.string().normalize().trim().min(1).max(500),
    note: z.string().normalize().min(1).max(2_000).nullable().default(null),
  })
  .meta({ id: 'Checkout' });

export const placedOrderSchema = orderSchema
  .extend({ items: z.array(orderItemSchema) })
  .meta({ id: 'PlacedOrder' });

export type Checkout = z.output<typeof checkoutBody>;
export type PlacedOrderView = z.output<typeof placedOrderSchema>;

function requireDistinct(items: readonly z.output<typeof item>[], context: z.RefinementCtx): void {
  const ids = items.map(({ productId }) => productId);
  for (const [index, id] of ids.entries()) {
    if (ids.indexOf(id) === index) continue;
    const message = 'This product is in the order already.';
    context.addIssue({ code: 'custom', path: [index, 'productId'], message });
  }
}
