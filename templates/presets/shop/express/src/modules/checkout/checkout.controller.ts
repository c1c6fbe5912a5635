import type { Response } from 'express';
import type { Input } from '../../platform/http/endpoint.js';
import { signedIn } from '../auth/access.js';
import type { Checkout } from './checkout.schema.js';
import type { CheckoutService } from './checkout.service.js';
import { placedOrderView } from './checkout.view.js';

export class CheckoutController {
  readonly #checkout: CheckoutService;

  constructor(checkout: CheckoutService) {
    this.#checkout = checkout;
  }

  place = async ({ body, actor }: Input<{ body: Checkout }>, res: Response): Promise<void> => {
    const placed = await this.#checkout.place(signedIn(actor), body);
    res.status(201).location(`/api/v1/orders/${placed.order.id}`).json(placedOrderView(placed));
  };
}
