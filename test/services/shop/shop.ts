import { type Answer, Client, expected, type Json, objectOf } from '../../bar/http.js';
import { asArray } from '../../bar/document.js';
import type { Live, Subject } from '../../bar/subject.js';
import { base, type Person } from '../../bar/world.js';
import { query } from '../working.js';

const orders = `${base}/orders`;

/** Leaves people, and nothing of the shop. */
export async function emptyShop(subject: Subject): Promise<void> {
  await query(subject, 'TRUNCATE order_items, orders, discounts, products, categories CASCADE');
}

interface Offer {
  readonly price?: string;
  readonly stock?: number;
}

/** Ids of new products that are all the same. */
export async function offered(
  subject: Subject,
  count: number,
  { price = '20.00', stock = 1_000 }: Offer = {},
): Promise<readonly string[]> {
  const rows = await query(
    subject,
    `WITH category AS (INSERT INTO categories (name, slug) VALUES ('c' || gen_random_uuid(), gen_random_uuid()::text) RETURNING id)
     INSERT INTO products (name, slug, sku, price, stock, category_id)
     SELECT 'Product ' || n, gen_random_uuid()::text, gen_random_uuid()::text, ${price}, ${stock}, id
     FROM category, generate_series(1, ${count}) AS n RETURNING id`,
  );
  return rows.map(({ id }) => String(id));
}

export async function stockOf(subject: Subject, id: string | undefined): Promise<number> {
  const [row] = await query(subject, `SELECT stock FROM products WHERE id = '${String(id)}'`);
  return Number(row?.['stock']);
}

export const item = (productId: string | undefined, quantity = 1): Json => ({ productId, quantity });

/** What customers do. */
export class Customer {
  readonly #clients: readonly Client[];
  readonly #token: string;

  constructor({ client }: Live, { token }: Person) {
    // A client has so many connections, and all are to come at once.
    this.#clients = [client, new Client(client.url.href)];
    this.#token = token;
  }

  static async of(subject: Subject): Promise<Customer> {
    const live = await subject.live();
    return new Customer(live, await live.world.owner());
  }

  static async admin(subject: Subject): Promise<Customer> {
    const live = await subject.live();
    return new Customer(live, await live.world.admin());
  }

  order(items: readonly Json[], more: Json = {}, turn = 0): Promise<Answer> {
    const body = { items, shippingAddress: '1 Main Street', ...more };
    const client = this.#clients[turn % this.#clients.length] ?? this.#clients[0];
    if (client === undefined) throw new Error('There is a client.');
    return client.post(orders, body, { token: this.#token });
  }

  async placed(items: readonly Json[], more: Json = {}): Promise<Json> {
    return objectOf(expected(await this.order(items, more), 201));
  }

  act(id: unknown, action: string): Promise<Answer> {
    const [client] = this.#clients;
    if (client === undefined) throw new Error('There is a client.');
    return client.post(`${orders}/${String(id)}/${action}`, undefined, { token: this.#token });
  }
}

/** How many answers have each status: `10 × 201, 40 × 409`. */
export function tally(answers: readonly Answer[]): string {
  const counts = new Map<number, number>();
  for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts]
    .sort(([one], [other]) => one - other)
    .map(([status, count]) => `${count} × ${status}`)
    .join(', ');
}

export const fieldsOf = (answer: Answer): readonly unknown[] =>
  asArray(objectOf(answer)['errors']).map((error) => (error as Json)['field']);

export const times = <T>(count: number, make: (turn: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, turn) => make(turn)));
