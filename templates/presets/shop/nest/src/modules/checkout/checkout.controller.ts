import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Actor } from '../../platform/http/actor.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import {
  checkoutBody,
  placedOrderSchema,
  type Checkout,
  type PlacedOrderView,
} from './checkout.schema.js';
import { CheckoutService } from './checkout.service.js';
import { placedOrderView } from './checkout.view.js';

@ApiTags('Orders')
@Controller('orders')
export class CheckoutController {
  readonly #checkout: CheckoutService;

  constructor(checkout: CheckoutService) {
    this.#checkout = checkout;
  }

  @Post()
  @ApiOperation({
    operationId: 'placeOrder',
    summary: 'Place an order',
    description: 'Prices are those of the products now; the service works out what it comes to.',
  })
  @ApiCreatedResponse({
    description: 'The order, with its items.',
    standardSchema: placedOrderSchema,
  })
  async place(
    @Body({ schema: checkoutBody }) body: Checkout,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) res: Response,
  ): Promise<PlacedOrderView> {
    const placed = await this.#checkout.place(actor, body);
    res.location(`/api/v1/orders/${placed.order.id}`);
    return placedOrderView(placed);
  }
}
