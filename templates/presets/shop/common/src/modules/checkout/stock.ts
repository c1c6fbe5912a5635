import type { EntityManager } from 'typeorm';
import { OrderItem } from '../order-items/order-item.entity.js';
import { Product } from '../products/product.entity.js';
import type { Line } from './cart.js';

/** What there is of the products. Whoever changes it locks them here, within a transaction. */
export class Stock {
  readonly #manager: EntityManager;

  constructor(manager: EntityManager) {
    this.#manager = manager;
  }

  within(manager: EntityManager): Stock {
    return new Stock(manager);
  }

  /** By id, in whichever order they are named: so no two transactions wait for each other. */
  lock(ids: readonly string[]): Promise<Product[]> {
    return this.#manager
      .createQueryBuilder(Product, 'product')
      .where('product.id = ANY(:ids)', { ids })
      .orderBy('product.id')
      .setLock('pessimistic_write')
      .getMany();
  }

  /** Of products that are locked. */
  take(lines: readonly Line[]): Promise<void> {
    return this.#add(lines.map(({ product, quantity }) => [product.id, -quantity]));
  }

  /** What an order took. Its row is locked, and leaves the state in which this may be done: so it is done once. */
  async putBack(orderId: string): Promise<void> {
    const items = await this.#manager.findBy(OrderItem, { orderId });
    await this.lock(items.map(({ productId }) => productId));
    await this.#add(items.map(({ productId, quantity }) => [productId, quantity]));
  }

  async #add(changes: readonly (readonly [id: string, quantity: number])[]): Promise<void> {
    await this.#manager.query(
      `UPDATE products SET stock = stock + change.quantity, updated_at = now()
       FROM unnest($1::uuid[], $2::integer[]) AS change (id, quantity)
       WHERE products.id = change.id`,
      [changes.map(([id]) => id), changes.map(([, quantity]) => quantity)],
    );
  }
}
