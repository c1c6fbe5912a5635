import { edit, fault, type Fault } from '../../bar/faults/fault.js';

const stock = 'src/modules/checkout/stock.ts';
const cart = 'src/modules/checkout/cart.ts';
const schema = 'src/modules/checkout/checkout.schema.ts';
const repository = 'src/modules/checkout/checkout.repository.ts';
const pricing = 'src/modules/checkout/pricing.ts';
const orderService = 'src/modules/orders/order.service.ts';
const orderRepository = 'src/modules/orders/order.repository.ts';
const reports = 'src/modules/reports/reports.ts';

const lock = "      .setLock('pessimistic_write')\n";

/** Mistakes that people make with orders, planted in the shop. */
export const shopFaults: readonly Fault[] = [
  fault('X1', 'products are not locked', /50 at once/, [edit(stock, lock, '')]),
  fault('X2', 'products are locked as the customer names them', /in opposite order: .*503/, [
    edit(
      stock,
      "      .orderBy('product.id')\n",
      "      .orderBy(`array_position('{${ids.join(',')}}'::uuid[], product.id)`)\n",
    ),
  ]),
  fault('X3', 'the customer says the price', /a price in a request: 201/, [
    edit(
      schema,
      '    productId: z.uuid().toLowerCase(),\n',
      '    productId: z.uuid().toLowerCase(),\n    unitPrice: z.string().optional(),\n',
    ),
    edit(
      cart,
      'export interface CartItem {\n',
      'export interface CartItem {\n  readonly unitPrice?: string | undefined;\n',
    ),
    edit(
      cart,
      'const [index, { productId, quantity }] of',
      'const [index, { productId, quantity, unitPrice }] of',
    ),
    edit(cart, 'unitPrice: product.price, quantity', 'unitPrice: unitPrice ?? product.price, quantity'),
  ]),
  fault('X4', 'a refund keeps the stock', /refund leaves 13 of 20/, [
    edit(
      orderService,
      "      await within(this.#stock).putBack(order.id);\n      return orders.save(order, { status: 'refunded' });\n",
      "      within(this.#stock);\n      return orders.save(order, { status: 'refunded' });\n",
    ),
  ]),
  fault('X4', 'two that cancel an order see it as it was', /(?:cancel|refund) leaves \d+ of 20/, [
    edit(
      orderRepository,
      "    return this.#rows.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });\n",
      '    return this.#rows\n      .findOne({ where: { id } })\n      .then((row) => new Promise((done) => setTimeout(() => done(row), 300)));\n',
    ),
  ]),
  fault('X5', 'the code is not locked', /a code with five uses/, [edit(repository, lock, '')]),
  fault('X6', 'prices are added as floats', /it comes to/, [
    edit(
      pricing,
      `  const subtotal = lines.reduce(
    (sum, { unitPrice, quantity }) => sum + centsOf(unitPrice) * BigInt(quantity),
    0n,
  );
`,
      `  const subtotal = centsOf(
    lines
      .reduce((sum, { unitPrice, quantity }) => sum + Number(unitPrice) * quantity, 0)
      .toFixed(2),
  );
`,
    ),
  ]),
  fault('X7', 'what goes back is locked the other way round', /cancellations at once: .*503/, [
    edit(
      stock,
      '    await this.lock(items.map(({ productId }) => productId));\n',
      `    const ids = items.map(({ productId }) => productId).toSorted((one, other) => (one < other ? 1 : -1));
    for (const id of ids) await this.lock([id]);
`,
    ),
  ]),
  fault('X8', 'the days are compared and not the moments', /reads every row/, [
    edit(
      reports,
      "'sale.createdAt >= :since AND sale.createdAt < :until'",
      "`date_trunc('day', sale.createdAt) >= :since AND date_trunc('day', sale.createdAt) < :until`",
    ),
  ]),
];
