import assert from 'node:assert/strict';
import type { Check } from '../../bar/check.js';
import { expected, objectOf } from '../../bar/http.js';
import { query } from '../working.js';
import { Customer, fieldsOf, item, offered, stockOf, tally, times } from './shop.js';

export { emptyShop } from './shop.js';

/** What a shop promises however many come at once. */
export const shopChecks: readonly Check[] = [
  {
    item: 'X1',
    title: 'of 50 who order one of 10 pieces at once 10 get one, and the others a 409 that names the item',
    how: 'Products are locked before their stock is looked at.',
    async run(subject) {
      const [product] = await offered(subject, 1, { stock: 10 });
      const customer = await Customer.of(subject);
      const answers = await times(50, (turn) => customer.order([item(product)], {}, turn));
      assert.equal(tally(answers), '10 × 201, 40 × 409', `50 at once: ${tally(answers)}`);
      for (const answer of answers.filter(({ status }) => status === 409))
        assert.deepEqual(fieldsOf(answer), ['items.0.quantity']);
      const [sold] = await query(subject, 'SELECT sum(quantity)::int AS pieces FROM order_items');
      assert.deepEqual([sold?.['pieces'], await stockOf(subject, product)], [10, 0]);
    },
  },
  {
    item: 'X2',
    title: 'orders of the same products in opposite order do not wait for each other',
    how: 'Everybody locks products in the order of their ids.',
    async run(subject) {
      const products = await offered(subject, 4);
      const customer = await Customer.of(subject);
      const cart = products.map((product) => item(product));
      const answers = await times(60, (turn) =>
        customer.order(turn % 2 === 0 ? cart : cart.toReversed(), {}, turn),
      );
      assert.equal(tally(answers), '60 × 201', `in opposite order: ${tally(answers)}`);
    },
  },
  {
    item: 'X3',
    title: 'prices and names are those of the products: a request says neither',
    how: 'The body has neither; `linesOf` copies both.',
    async run(subject) {
      const [product] = await offered(subject, 1, { price: '25.00' });
      const customer = await Customer.of(subject);
      const cheap = await customer.order([{ ...item(product), unitPrice: '12.00' }]);
      assert.equal(cheap.status, 422, `a price in a request: ${cheap.status} ${cheap.text}`);
      assert.deepEqual(fieldsOf(cheap), ['items.0.unitPrice']);
    },
  },
  {
    item: 'X4',
    title: 'an order that is cancelled or refunded, by ten at once, puts back what it took, once',
    how: '`Stock.putBack` is called under the lock of the order, which leaves the state in which that may be done.',
    async run(subject) {
      const [product] = await offered(subject, 1, { stock: 20 });
      const [customer, admin] = [await Customer.of(subject), await Customer.admin(subject)];
      for (const [action, earlier] of [
        ['cancel', []],
        ['refund', ['pay']],
      ] as const) {
        const { id } = await customer.placed([item(product, 7)]);
        for (const name of earlier) expected(await admin.act(id, name), 200);
        const answers = await times(10, () => admin.act(id, action));
        const left = await stockOf(subject, product);
        assert.equal(left, 20, `${action} leaves ${left} of 20`);
        assert.equal(tally(answers), '1 × 200, 9 × 409', `${action} by ten: ${tally(answers)}`);
      }
    },
  },
  {
    item: 'X5',
    title: 'a code with five uses is used five times, by 30 who order different products at once',
    how: 'The discount is locked, after the products; its use is counted in the same transaction.',
    async run(subject) {
      const products = await offered(subject, 30);
      await query(subject, `INSERT INTO discounts (code, percent, max_uses) VALUES ('five', 10, 5)`);
      const customer = await Customer.of(subject);
      const answers = await times(30, (turn) =>
        customer.order([item(products[turn])], { discountCode: 'FIVE' }, turn),
      );
      assert.equal(tally(answers), '5 × 201, 25 × 409', `a code with five uses: ${tally(answers)}`);
      const [code] = await query(subject, 'SELECT uses FROM discounts');
      assert.equal(code?.['uses'], 5);
      const [left] = await query(subject, 'SELECT sum(stock)::int AS stock FROM products');
      assert.equal(left?.['stock'], 30 * 1_000 - 5, 'who was refused took something');
    },
  },
  {
    item: 'X6',
    title: 'totals are exact to the cent, beyond what floats hold',
    how: 'Amounts are cents, in a bigint.',
    async run(subject) {
      const products = await offered(subject, 10, { price: '9999999999.99' });
      const customer = await Customer.of(subject);
      const cart = products.map((product, index) => item(product, index === 0 ? 999 : 1_000));
      const { total } = await customer.placed(cart);
      assert.equal(total, '99989999999900.01', `it comes to ${String(total)}`);
    },
  },
  {
    item: 'X7',
    title: 'an order and a cancellation of the same products at once do not wait for each other',
    how: 'Both lock the products in one order.',
    async run(subject) {
      const products = await offered(subject, 3);
      const customer = await Customer.of(subject);
      const cart = products.map((product) => item(product));
      const placed = await times(10, () => customer.placed(cart.toReversed()));
      const answers = await Promise.all([
        times(20, (turn) => customer.order(cart, {}, turn)),
        Promise.all(placed.map(({ id }) => customer.act(id, 'cancel'))),
      ]);
      const all = tally(answers.flat());
      assert.equal(all, '10 × 200, 20 × 201', `orders and cancellations at once: ${all}`);
      assert.equal(await stockOf(subject, products[0]), 1_000 - 20);
      const [first] = placed;
      assert.equal(objectOf(await customer.act(first?.['id'], 'cancel'))['status'], 409);
    },
  },
];
