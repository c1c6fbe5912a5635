import { endpoint } from '../../platform/http/endpoint.js';
import type { Module } from '../../platform/module.js';
import { CheckoutController } from './checkout.controller.js';
import { CheckoutRepository } from './checkout.repository.js';
import { checkoutBody, placedOrderSchema } from './checkout.schema.js';
import { CheckoutService } from './checkout.service.js';
import { Stock } from './stock.js';

export const checkoutModule: Module = ({ config, dataSource: { manager } }) => {
  const checkout = new CheckoutController(
    new CheckoutService(new CheckoutRepository(manager), new Stock(manager), config.ORDER_MINIMUM),
  );

  return [
    endpoint({
      tag: 'Orders',
      method: 'post',
      path: '/orders',
      operationId: 'placeOrder',
      summary: 'Place an order',
      description: 'Prices are those of the products now; the service works out what it comes to.',
      access: 'authenticated',
      body: checkoutBody,
      responses: { 201: { description: 'The order, with its items.', schema: placedOrderSchema } },
      handle: checkout.place,
    }),
  ];
};
