import type { Draft } from '../../core/draft.js';
import { fill, type Replacement } from './rule.js';

const service = 'src/modules/orders/order.service.ts';
const serviceTest = 'test/orders/order.service.test.ts';
const apiTest = 'test/orders/order.api.test.ts';

/** Orders that are cancelled or refunded put back what they took; and those that are placed come from somewhere else. */
export function fillOrders(draft: Draft, framework: string): void {
  const { file, places, stockImport } = wiring[framework] ?? unknown(framework);
  fill(draft, service, 'put stock back', [
    after(`import { requireOwner, requireVisible } from '../auth/access.js';\n`, stockImport),
    after('  readonly #orders: OrderRepository;\n', '  readonly #stock: Stock;\n'),
    {
      find: '  constructor(orders: OrderRepository) {\n    this.#orders = orders;\n',
      replace:
        '  constructor(orders: OrderRepository, stock: Stock) {\n    this.#orders = orders;\n    this.#stock = stock;\n',
    },
    ...puttingBack('cancel', 'pending', 'cancelled'),
    ...puttingBack('refund', 'paid', 'refunded'),
  ]);
  fill(draft, file, 'give it the stock', places);
  fill(draft, serviceTest, 'give it the stock', [
    after(
      `import { Order } from '../../src/modules/orders/order.entity.js';\n`,
      '',
      `import { Stock } from '../../src/modules/checkout/stock.js';\n`,
    ),
    {
      find: 'new OrderService(new OrderRepository(dataSource.getRepository(Order), cursors));',
      replace: `new OrderService(
      new OrderRepository(dataSource.getRepository(Order), cursors),
      new Stock(dataSource.manager),
    );`,
    },
  ]);
  // Checkout serves it.
  fill(draft, apiTest, 'expect orders to be placed', [
    {
      find: `    await app.http.post(path).expect(405).expect('Allow', 'GET, HEAD, OPTIONS');\n`,
      replace: '',
    },
  ]);
}

interface Wiring {
  readonly file: string;
  readonly places: readonly Replacement[];
  readonly stockImport: string;
}

const after = (find: string, more: string, before = ''): Replacement => ({
  find,
  replace: `${before}${find}${more}`,
});

/** Where each framework's project builds the service. */
const wiring: Readonly<Record<string, Wiring>> = {
  express: {
    file: 'src/modules/orders/order.routes.ts',
    stockImport: `import type { Stock } from '../checkout/stock.js';\n`,
    places: [
      after(
        `import type { Module } from '../../platform/module.js';\n`,
        `import { Stock } from '../checkout/stock.js';\n`,
      ),
      {
        find: '    new OrderService(new OrderRepository(dataSource.getRepository(Order), cursors)),\n',
        replace: `    new OrderService(
      new OrderRepository(dataSource.getRepository(Order), cursors),
      new Stock(dataSource.manager),
    ),
`,
      },
    ],
  },
  nest: {
    file: 'src/modules/orders/order.module.ts',
    stockImport: `import { Stock } from '../checkout/stock.js';\n`,
    places: [
      after(
        `import { TypeOrmModule } from '@nestjs/typeorm';\n`,
        `import { CheckoutModule } from '../checkout/checkout.module.js';\n`,
      ),
      {
        find: 'imports: [TypeOrmModule.forFeature([Order])],',
        replace: 'imports: [TypeOrmModule.forFeature([Order]), CheckoutModule],',
      },
    ],
  },
};

function unknown(framework: string): never {
  throw new Error(`The shop does not know ${framework}.`);
}

/** The rule of an action, where the template leaves the place for it. */
const puttingBack = (action: string, from: string, to: string): readonly Replacement[] => [
  {
    find: `  /** From status ${from} to ${to}. */
  ${action}(actor: Actor, id: string, precondition: Precondition<Order>): Promise<Order> {
    return this.#orders.transaction(async (orders) => {
`,
    replace: `  /** From status ${from} to ${to}. What it took goes back into the stock. */
  ${action}(actor: Actor, id: string, precondition: Precondition<Order>): Promise<Order> {
    return this.#orders.transaction(async (orders, within) => {
`,
  },
  {
    find: `      // Your rule goes here: an AppError refuses it, and takes back what else was done in this transaction.
      return orders.save(order, { status: '${to}' });
`,
    replace: `      await within(this.#stock).putBack(order.id);
      return orders.save(order, { status: '${to}' });
`,
  },
];
