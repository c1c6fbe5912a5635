import type { EntityManager } from 'typeorm';
import { inTransaction, type Work } from '../../platform/database/transaction.js';
import { insertRow } from '../../platform/database/write-row.js';
import { Discount } from '../discounts/discount.entity.js';
import { OrderItem } from '../order-items/order-item.entity.js';
import { Order } from '../orders/order.entity.js';
import type { Line } from './cart.js';

export type NewOrder = Pick<
  Order,
  'userId' | 'subtotal' | 'discount' | 'total' | 'discountCode' | 'shippingAddress' | 'note'
>;

export interface PlacedOrder {
  readonly order: Order;
  readonly items: readonly OrderItem[];
}

export class CheckoutRepository {
  readonly #manager: EntityManager;

  constructor(manager: EntityManager) {
    this.#manager = manager;
  }

  /** One transaction for all of the work: with this repository, and with others from `within`. */
  transaction<Result>(work: Work<CheckoutRepository, Result>): Promise<Result> {
    return inTransaction(this.#manager, this, work);
  }

  within(manager: EntityManager): CheckoutRepository {
    return new CheckoutRepository(manager);
  }

  /** Keeps every other user of the code waiting until the transaction ends. */
  lockDiscount(code: string): Promise<Discount | null> {
    return this.#manager
      .createQueryBuilder(Discount, 'discount')
      .where('lower(discount.code) = lower(:code)', { code })
      .setLock('pessimistic_write')
      .getOne();
  }

  /** Of a row that is locked. */
  async countUse({ id }: Discount): Promise<void> {
    await this.#manager.increment(Discount, { id }, 'uses', 1);
  }

  async insert(values: NewOrder, lines: readonly Line[]): Promise<PlacedOrder> {
    const order = await insertRow(this.#manager, Order, values);
    const items = lines.map(({ product, unitPrice, quantity }) =>
      this.#manager.create(OrderItem, {
        orderId: order.id,
        customerId: order.userId,
        productId: product.id,
        productName: product.name,
        unitPrice,
        quantity,
      }),
    );
    await this.#manager.createQueryBuilder().insert().into(OrderItem).values(items).execute();
    return { order, items };
  }
}
