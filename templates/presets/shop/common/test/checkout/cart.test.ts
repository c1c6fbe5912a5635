import { expect, it } from 'vitest';
import { linesOf, type Offered } from '../../src/modules/checkout/cart.js';

const tea: Offered = { id: 'tea', name: 'Tea', price: '4.50', stock: 3, active: true };
const cup: Offered = { id: 'cup', name: 'Cup', price: '12.00', stock: 1, active: true };
const item = (productId: string, quantity: number) => ({ productId, quantity });

it('finds the product of each item, and takes its price', () => {
  expect(linesOf([item('cup', 1), item('tea', 3)], [tea, cup])).toEqual([
    { product: cup, unitPrice: '12.00', quantity: 1 },
    { product: tea, unitPrice: '4.50', quantity: 3 },
  ]);
});

it('names every item whose product is not sold', () => {
  const items = [item('pot', 1), item('tea', 1), item('cup', 1)];
  expect(() => linesOf(items, [tea, { ...cup, active: false }])).toThrow(
    expect.objectContaining({
      kind: 'unprocessable',
      errors: [
        { field: 'items.0.productId', message: 'There is no such product.' },
        { field: 'items.2.productId', message: 'There is no such product.' },
      ],
    }),
  );
});

it('names every item of which there is too little', () => {
  const items = [item('tea', 4), item('cup', 1)];
  expect(() => linesOf(items, [tea, { ...cup, stock: 0 }])).toThrow(
    expect.objectContaining({
      kind: 'conflict',
      errors: [
        { field: 'items.0.quantity', message: 'There are only 3 left.' },
        { field: 'items.1.quantity', message: 'There are only 0 left.' },
      ],
    }),
  );
});
