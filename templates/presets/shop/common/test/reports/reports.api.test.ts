import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOrderItem } from '../order-items/order-item.factory.js';
import { createOrder } from '../orders/order.factory.js';
import { createProduct } from '../products/product.factory.js';
import { startApp, type TestApp } from '../support/app.js';
import { signIn, type SignedInUser } from '../support/sign-in.js';

const path = '/api/v1/reports';

describe('Reports', () => {
  let app: TestApp;
  let admin: SignedInUser;
  let customer: SignedInUser;

  beforeAll(async () => {
    app = await startApp();
    admin = await signIn(app, { role: 'admin' });
    customer = await signIn(app);
    const [tea, cup] = [
      await createProduct(app, { name: 'Tea' }),
      await createProduct(app, { name: 'Cup' }),
    ];
    // Placed when, in which state, and with how many of each.
    const orders = [
      ['2030-02-28T00:00:00.000Z', 'delivered', 1, 2],
      ['2030-02-28T23:59:59.999Z', 'shipped', 2, 0],
      ['2030-03-02T12:00:00.000Z', 'paid', 5, 0],
      ['2030-03-02T12:00:01.000Z', 'pending', 100, 0],
      ['2030-03-02T12:00:02.000Z', 'cancelled', 100, 0],
      ['2030-03-02T12:00:03.000Z', 'refunded', 100, 0],
      ['2030-03-03T00:00:00.000Z', 'paid', 0, 7],
    ] as const;
    for (const [placed, status, ofTea, ofCup] of orders) {
      const [createdAt, total] = [new Date(placed), '0.10'];
      const userId = customer.user.id;
      const { id } = await createOrder(app, { createdAt, status, total, userId });
      for (const [product, quantity] of [
        [tea, ofTea],
        [cup, ofCup],
      ] as const) {
        if (quantity === 0) continue;
        const item = {
          orderId: id,
          productId: product.id,
          customerId: userId,
          quantity,
          createdAt,
        };
        await createOrderItem(app, { ...item, productName: product.name, unitPrice: '1.10' });
      }
    }
  });

  afterAll(() => app.close());

  const read = (report: string, query: object = {}, by = admin) =>
    app.http.get(`${path}/${report}`).query(query).set(by.headers);

  it('tell what sold most, in orders that were paid', async () => {
    const period = { from: '2030-02-28', to: '2030-03-02' };
    const { body } = await read('top-products', period).expect(200);
    expect(body.data).toMatchObject([
      { name: 'Tea', quantity: 8, revenue: '8.80' },
      { name: 'Cup', quantity: 2, revenue: '2.20' },
    ]);
    const best = await read('top-products', { ...period, to: '2030-03-03', limit: 1 }).expect(200);
    expect(best.body.data).toMatchObject([{ name: 'Cup', quantity: 9 }]);
  });

  it('tell what came in on each day, and on none', async () => {
    const { body } = await read('revenue', { from: '2030-02-27', to: '2030-03-02' }).expect(200);
    expect(body.data).toEqual([
      { day: '2030-02-27', orders: 0, revenue: '0.00' },
      { day: '2030-02-28', orders: 2, revenue: '0.20' },
      { day: '2030-03-01', orders: 0, revenue: '0.00' },
      { day: '2030-03-02', orders: 1, revenue: '0.10' },
    ]);
  });

  it('show the orders of a customer with their items, the last first', async () => {
    const { body } = await read(`customers/${customer.user.id}/orders`, { limit: 7 }).expect(200);
    expect(body.data).toHaveLength(7);
    expect(body.data[0]).toMatchObject({ status: 'paid', createdAt: '2030-03-03T00:00:00.000Z' });
    const items = body.data.at(-1).items.map((item: object) => ({ ...item, productId: '' }));
    expect(items).toEqual([
      { productId: '', productName: 'Cup', unitPrice: '1.10', quantity: 2 },
      { productId: '', productName: 'Tea', unitPrice: '1.10', quantity: 1 },
    ]);
    const others = await read(`customers/${admin.user.id}/orders`).expect(200);
    expect(others.body.data).toEqual([]);
  });

  it.each([
    {},
    { from: '2030-01-01' },
    { from: '2030-01-02', to: '2030-01-01' },
    { from: '2030-01-01', to: '2031-01-02' },
    { from: '2030-02-30', to: '2030-03-01' },
    { from: '0000-01-01', to: '0000-01-01' },
    { from: '2030-01-01', to: '2030-01-01', more: '1' },
  ])('refuse the period %j', async (query) => {
    await read('revenue', query).expect(400);
    await read('top-products', query).expect(400);
  });

  it('take a whole leap year', async () => {
    const { body } = await read('revenue', { from: '2032-01-01', to: '2032-12-31' }).expect(200);
    expect(body.data).toHaveLength(366);
  });

  it('are bounded', async () => {
    const period = { from: '2030-01-01', to: '2030-01-01' };
    for (const limit of [0, 101]) {
      await read('top-products', { ...period, limit }).expect(400);
      await read(`customers/${customer.user.id}/orders`, { limit }).expect(400);
    }
    await read('customers/1e3/orders').expect(400);
  });

  it('are not for customers', async () => {
    const period = { from: '2030-01-01', to: '2030-01-01' };
    for (const report of ['revenue', 'top-products']) {
      await read(report, period, customer).expect(403);
      await app.http.get(`${path}/${report}`).query(period).expect(401);
    }
    await read(`customers/${customer.user.id}/orders`, {}, customer).expect(403);
  });
});
