import { orderItemView } from '../order-items/order-item.view.js';
import { orderView } from '../orders/order.view.js';
import type { PlacedOrder } from './checkout.repository.js';
import type { PlacedOrderView } from './checkout.schema.js';

export function placedOrderView({ order, items }: PlacedOrder): PlacedOrderView {
  return { ...orderView(order), items: items.map((item) => orderItemView(item)) };
}
