import assert from 'node:assert/strict';
import { watched } from '../../bar/checks/database-limits.js';
import type { Check } from '../../bar/check.js';
import { asArray } from '../../bar/document.js';
import { expected, objectOf } from '../../bar/http.js';
import type { Subject } from '../../bar/subject.js';
import { base } from '../../bar/world.js';
import { withClient } from '../../support/database.js';
import { query } from '../working.js';
import { offered } from './shop.js';

const ORDERS = 100_000;

/** Orders of three years by a thousand customers, and two items of each. */
async function manyOrders(subject: Subject): Promise<string> {
  await offered(subject, 500);
  await query(
    subject,
    `INSERT INTO users (email, name, password_hash)
     SELECT 'customer' || n || '@example.com', 'Customer', '' FROM generate_series(1, 1000) AS n ON CONFLICT DO NOTHING;
     CREATE TEMP TABLE numbered_users AS SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM users WHERE email LIKE 'customer%';
     CREATE TEMP TABLE numbered_products AS SELECT id, name, price, row_number() OVER (ORDER BY id) - 1 AS n FROM products;
     INSERT INTO orders (user_id, status, subtotal, discount, total, shipping_address, created_at)
     SELECT u.id, (ARRAY['paid', 'shipped', 'delivered', 'pending'])[1 + g.n % 4], 20, 0, 20, 'Somewhere', '2027-01-01Z'::timestamptz + g.n * interval '16 minutes'
     FROM generate_series(0, ${ORDERS - 1}) AS g (n) JOIN numbered_users u ON u.n = g.n % 1000;
     INSERT INTO order_items (order_id, product_id, customer_id, product_name, unit_price, quantity, created_at)
     SELECT o.id, p.id, o.user_id, p.name, p.price, 1, o.created_at
     FROM (SELECT id, user_id, created_at, row_number() OVER (ORDER BY id) AS n FROM orders) o
     CROSS JOIN generate_series(0, 1) AS i JOIN numbered_products p ON p.n = (o.n * 7 + i * 13) % 500;
     ANALYZE`,
  );
  const [user] = await query(subject, `SELECT id FROM users WHERE email = 'customer1@example.com'`);
  return String(user?.['id']);
}

/** A plan with the values that it is really for. */
const planOf = (subject: Subject, sql: string, values: readonly unknown[]): Promise<string> =>
  withClient(subject.databaseUrl, async (client) => {
    const { rows } = await client.query<Record<'QUERY PLAN', string>>(`EXPLAIN ${sql}`, [...values]);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });

/** Whatever is not in order: the tables that grow with every order. */
const readsAll = /Seq Scan on (?:orders|order_items)/;

export const reportChecks: readonly Check[] = [
  {
    item: 'X8',
    title: `each report is one statement, which indexes serve among ${ORDERS} orders`,
    how: 'Indexes over the moment and the user of an order. Shown by EXPLAIN.',
    async run(subject) {
      const { world } = await subject.live();
      const customer = await manyOrders(subject);
      const { token } = await world.admin();
      const month = [new Date('2028-03-01T00:00:00Z'), new Date('2028-04-01T00:00:00Z')];
      const sold = ['paid', 'shipped', 'delivered'];
      const reports = [
        { path: 'top-products?from=2028-03-01&to=2028-03-31&limit=5', rows: 5, values: [...month, ...sold] },
        { path: 'revenue?from=2028-03-01&to=2028-03-31', rows: 31, values: [...month, ...sold] },
        { path: `customers/${customer}/orders?limit=10`, rows: 10, values: [customer] },
      ];
      await watched(subject, async ({ client, proxy }) => {
        for (const { path, rows, values } of reports) {
          const seen = proxy.reads.length;
          const answer = expected(await client.get(`${base}/reports/${path}`, { token }), 200);
          assert.equal(asArray(objectOf(answer)['data']).length, rows, path);
          const reads = proxy.reads.slice(seen).filter((sql) => sql.includes('"orders"'));
          assert.equal(reads.length, 1, `${path} is ${reads.length} statements`);
          const plan = await planOf(subject, reads[0] ?? '', values);
          assert.doesNotMatch(plan, readsAll, `${path} reads every row:\n${plan}`);
        }
      });
    },
  },
];
