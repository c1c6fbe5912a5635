import { defineFeature } from '../../roles/tools.js';
import { fillOrders } from './shop-orders.js';

const folder = 'presets/shop';

const section = `## Orders

\`POST /api/v1/orders\` takes products with their quantities, an address, and if one has it a discount code. What the order comes to is worked out here.
With the feature \`idempotency\`, an order that is sent again with its \`Idempotency-Key\` is made once. The rules are in \`src/modules/checkout\`:

- \`checkout.service.ts\` is one order, from its first lock to its last row: one transaction, in which everybody locks the products by id and then the discount.
- \`cart.ts\`, \`pricing.ts\` and \`discount-code.ts\` are the rules themselves, functions without a database: what can be sold, what it costs (exact, in cents),
  what people of a role pay less, when a code holds. \`ORDER_MINIMUM\` is what an order has to come to.
- \`stock.ts\` takes what is sold, and puts it back where \`src/modules/orders/order.service.ts\` cancels or refunds an order. A code stays used.

Whoever has the permission \`orders:read\`, as admins do, reads \`/api/v1/reports/top-products\`, \`/api/v1/reports/revenue\` and
\`/api/v1/reports/customers/{id}/orders\`: a statement each, in \`src/modules/reports/reports.ts\`.
`;

const guide = `## Orders

- A rule of orders is a function in \`src/modules/checkout\` with a unit test; \`CheckoutService\` calls it between the locks and the writes.
- Whatever changes stock locks it by \`Stock\` first. Amounts are added in cents (\`money.ts\`), never as numbers.
`;

/** Longer than a line. */
const amountSchema = String.raw`z
  .string()
  .regex(/^\d{1,10}(?:\.\d{1,2})?$/, 'must be an amount such as 10.00')
  .default('10.00')`;

export const shop = defineFeature({
  id: 'preset-shop',
  title: 'Orders of a shop',
  summary: 'Checkout, stock, discounts and reports.',
  needs: ['http', 'persistence', 'identity'],
  questions: {},
  plan({ draft, platform, api, workspace }) {
    draft.render(`${folder}/common`);
    draft.render(`${folder}/${platform.id}`);
    api.mount(draft, 'src/modules/checkout/checkout');
    api.mount(draft, 'src/modules/reports/report');
    fillOrders(draft, platform.id);
    workspace.env(draft, {
      name: 'ORDER_MINIMUM',
      schema: amountSchema,
      uses: [{ symbol: 'z', from: 'zod' }],
      example: '#ORDER_MINIMUM=10.00',
      comment: 'What an order has to come to, discounts taken off.',
    });
    workspace.readme(draft, section);
    workspace.guide(draft, guide);
  },
});
