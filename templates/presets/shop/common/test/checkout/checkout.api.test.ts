import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Discount } from '../../src/modules/discounts/discount.entity.js';
import { Order } from '../../src/modules/orders/order.entity.js';
import { Product } from '../../src/modules/products/product.entity.js';
import { createDiscount } from '../discounts/discount.factory.js';
import { createProduct } from '../products/product.factory.js';
import { startApp, type TestApp } from '../support/app.js';
import { signIn, type SignedInUser } from '../support/sign-in.js';

const path = '/api/v1/orders';
const unlimited = { uses: 0, maxUses: null, validFrom: null, validUntil: null };
const nobodys = '00000000-0000-4000-8000-000000000000';

describe('Checkout', () => {
  let app: TestApp;
  let customer: SignedInUser;
  let admin: SignedInUser;

  beforeAll(async () => {
    app = await startApp({ env: { ORDER_MINIMUM: '5.00' } });
    customer = await signIn(app);
    admin = await signIn(app, { role: 'admin' });
  });

  afterAll(() => app.close());

  const place = (items: readonly unknown[], more: object = {}, by = customer) =>
    app.http
      .post(path)
      .set(by.headers)
      .send({ items, shippingAddress: '1 Main Street', ...more });

  const product = (overrides: Partial<Product> = {}): Promise<Product> =>
    createProduct(app, { price: '9.99', stock: 10, ...overrides });

  const stockOf = async ({ id }: Product): Promise<number> => {
    const found = await app.context.dataSource.getRepository(Product).findOneByOrFail({ id });
    return found.stock;
  };

  const usesOf = async ({ id }: Discount): Promise<number> => {
    const found = await app.context.dataSource.getRepository(Discount).findOneByOrFail({ id });
    return found.uses;
  };

  it('copies names and prices, adds them up, and takes the stock', async () => {
    const [tea, cup] = [await product({ name: 'Tea', price: '0.10' }), await product()];
    const items = [
      { productId: tea.id, quantity: 3 },
      { productId: cup.id, quantity: 2 },
    ];
    const { body, headers } = await place(items, { note: 'Ring twice.' }).expect(201);
    expect(headers['location']).toBe(`${path}/${body.id}`);
    expect(body).toMatchObject({
      status: 'pending',
      subtotal: '20.28',
      discount: '0.00',
      total: '20.28',
      discountCode: null,
      note: 'Ring twice.',
      userId: customer.user.id,
      items: [
        { productId: tea.id, productName: 'Tea', unitPrice: '0.10', quantity: 3 },
        { productId: cup.id, productName: cup.name, unitPrice: '9.99', quantity: 2 },
      ],
    });
    // Reports find items by the moment of their order.
    expect(body.items.map((one: Order) => one.createdAt)).toEqual([body.createdAt, body.createdAt]);
    expect([await stockOf(tea), await stockOf(cup)]).toEqual([7, 8]);
    const read = await app.http.get(`${path}/${body.id}`).set(customer.headers).expect(200);
    const { items: shown, ...order } = body;
    expect(read.body).toEqual(order);
    const list = await app.http
      .get('/api/v1/order-items')
      .query({ orderId: body.id })
      .set(customer.headers)
      .expect(200);
    expect(list.body.data).toHaveLength(shown.length);
    expect(list.body.data).toEqual(expect.arrayContaining(shown));
  });

  it('keeps what was agreed when the product changes', async () => {
    const tea = await product({ name: 'Tea' });
    const { body } = await place([{ productId: tea.id, quantity: 1 }]).expect(201);
    await app.context.dataSource
      .getRepository(Product)
      .update(tea.id, { name: 'Better tea', price: '99.00' });
    const item = await app.http
      .get(`/api/v1/order-items/${body.items[0].id}`)
      .set(customer.headers)
      .expect(200);
    expect(item.body).toMatchObject({ productName: 'Tea', unitPrice: '9.99' });
  });

  it('takes no price, total or owner from a request', async () => {
    const tea = await product();
    const item = { productId: tea.id, quantity: 1 };
    const priced = await place([{ ...item, unitPrice: '0.01' }]).expect(422);
    expect(priced.body.errors).toMatchObject([{ field: 'items.0.unitPrice' }]);
    const more = { total: '0.01', userId: admin.user.id, status: 'paid' };
    for (const [field, value] of Object.entries(more)) {
      const { body } = await place([item], { [field]: value }).expect(422);
      expect(body.errors).toMatchObject([{ field }]);
    }
    expect(await stockOf(tea)).toBe(10);
  });

  it('says which item is wrong', async () => {
    const [tea, hidden] = [await product({ stock: 2 }), await product({ active: false })];
    const good = { productId: tea.id, quantity: 1 };
    const cases = [
      [422, [], 'items'],
      [422, [good, { ...good, productId: tea.id.toUpperCase() }], 'items.1.productId'],
      [422, [{ ...good, quantity: 0 }], 'items.0.quantity'],
      [422, [{ ...good, quantity: 1_001 }], 'items.0.quantity'],
      [422, [{ ...good, quantity: 1.5 }], 'items.0.quantity'],
      [422, [good, { productId: nobodys, quantity: 1 }], 'items.1.productId'],
      [422, [good, { productId: hidden.id, quantity: 1 }], 'items.1.productId'],
      [409, [{ ...good, quantity: 3 }], 'items.0.quantity'],
    ] as const;
    for (const [status, items, field] of cases) {
      const { body } = await place(items).expect(status);
      expect(body.errors).toMatchObject([{ field }]);
    }
    // What hides a product hides it from an admin's order, too.
    await place([{ productId: hidden.id, quantity: 1 }], {}, admin).expect(422);
    expect(await stockOf(tea)).toBe(2);
  });

  it('leaves everything as it was if the order comes to too little', async () => {
    const tea = await product({ price: '5.00' });
    const discount = await createDiscount(app, { ...unlimited, percent: 1 });
    const { body } = await place([{ productId: tea.id, quantity: 1 }], {
      discountCode: discount.code,
    }).expect(422);
    expect(body.errors).toEqual([{ field: 'items', message: 'Must come to at least 5.00.' }]);
    expect([await stockOf(tea), await usesOf(discount)]).toEqual([10, 0]);
  });

  it('takes discounts off, by code in any case and by role', async () => {
    const tea = await product({ price: '10.00' });
    const limits = { ...unlimited, maxUses: 2 };
    const discount = await createDiscount(app, { ...limits, code: 'Spring', percent: 20 });
    const items = [{ productId: tea.id, quantity: 1 }];
    const first = await place(items, { discountCode: 'SPRING' }).expect(201);
    expect(first.body).toMatchObject({ discount: '2.00', total: '8.00', discountCode: 'Spring' });
    const second = await place(items, { discountCode: 'spring' }, admin).expect(201);
    expect(second.body).toMatchObject({ subtotal: '10.00', discount: '3.00', total: '7.00' });
    const third = await place(items, { discountCode: 'Spring' }).expect(409);
    expect(third.body.errors).toMatchObject([{ field: 'discountCode' }]);
    const unknown = await place(items, { discountCode: 'Autumn' }).expect(422);
    expect(unknown.body.errors).toMatchObject([{ field: 'discountCode' }]);
    expect([await stockOf(tea), await usesOf(discount)]).toEqual([8, 2]);
  });

  it.each([
    ['cancel', []],
    ['refund', ['pay']],
  ] as const)('puts the stock back with "%s", once', async (action, earlier) => {
    const tea = await product();
    const { body } = await place([{ productId: tea.id, quantity: 4 }]).expect(201);
    const call = async (name: string) =>
      app.http.post(`${path}/${body.id}/${name}`).set(admin.headers);
    for (const name of earlier) expect((await call(name)).status).toBe(200);
    expect(await stockOf(tea)).toBe(6);
    const answers = await Promise.all([call(action), call(action)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await stockOf(tea)).toBe(10);
  });

  it('keeps the stock of an order that is not cancelled after all', async () => {
    const tea = await product();
    const { body } = await place([{ productId: tea.id, quantity: 4 }]).expect(201);
    const orders = app.context.dataSource.getRepository(Order);
    await orders.update(body.id, { status: 'shipped' });
    await app.http.post(`${path}/${body.id}/cancel`).set(customer.headers).expect(409);
    expect(await stockOf(tea)).toBe(6);
  });

  it('asks who orders', async () => {
    await app.http.post(path).send({}).expect(401);
  });
});
