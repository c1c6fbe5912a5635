import type { Actor } from '../../platform/http/actor.js';
import { linesOf } from './cart.js';
import type { CheckoutRepository, PlacedOrder } from './checkout.repository.js';
import type { Checkout } from './checkout.schema.js';
import { usable } from './discount-code.js';
import { requireMinimum, roleDiscount, totalsOf } from './pricing.js';
import type { Stock } from './stock.js';

export class CheckoutService {
  readonly #checkout: CheckoutRepository;
  readonly #stock: Stock;
  readonly #minimum: string;

  /** @param minimum what an order has to come to. */
  constructor(checkout: CheckoutRepository, stock: Stock, minimum: string) {
    this.#checkout = checkout;
    this.#stock = stock;
    this.#minimum = minimum;
  }

  /** All of it or nothing. Everybody locks the products by id and then the discount, so that no two orders wait for each other. */
  place(
    actor: Actor,
    { items, discountCode, shippingAddress, note }: Checkout,
  ): Promise<PlacedOrder> {
    return this.#checkout.transaction(async (checkout, within) => {
      const stock = within(this.#stock);
      const products = await stock.lock(items.map(({ productId }) => productId));
      const lines = linesOf(items, products);
      const discount =
        discountCode === undefined
          ? undefined
          : usable(await checkout.lockDiscount(discountCode), new Date());
      const totals = totalsOf(lines, [roleDiscount(actor.role), discount?.percent ?? 0]);
      requireMinimum(totals, this.#minimum);

      await stock.take(lines);
      if (discount) await checkout.countUse(discount);
      const code = discount?.code ?? null;
      return checkout.insert(
        { ...totals, userId: actor.id, discountCode: code, shippingAddress, note },
        lines,
      );
    });
  }
}
