import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { onListConnection } from '../../platform/database/list-connections.js';
import { OrderItem } from '../order-items/order-item.entity.js';
import { Order } from '../orders/order.entity.js';
import { everyDay, midnight } from './days.js';
import type {
  CustomerOrders,
  CustomerOrdersQuery,
  Period,
  Revenue,
  TopProducts,
  TopProductsQuery,
} from './report.schema.js';

/** Orders that brought in money, and kept it. */
const sold: readonly Order['status'][] = ['paid', 'shipped', 'delivered'];

/** A statement each, that an index serves, on the connections of lists: a long report keeps no order waiting. */
export class Reports {
  readonly #manager: EntityManager;

  constructor(manager: EntityManager) {
    this.#manager = manager;
  }

  /** By pieces, at the prices for which they were sold. Discounts are of whole orders, and no product's. */
  async topProducts({ from, to, limit }: TopProductsQuery): Promise<TopProducts> {
    const rows = await read<{ productId: string; name: string; quantity: string; revenue: string }>(
      this.#sold({ from, to })
        .innerJoin('sale.items', 'item')
        // Items are made in the transaction of their order, at the same moment: so an index finds them, too.
        .andWhere('item.createdAt >= :since AND item.createdAt < :until')
        .innerJoin('item.product', 'product')
        .select('product.id', 'productId')
        .addSelect('product.name', 'name')
        .addSelect('SUM(item.quantity)', 'quantity')
        .addSelect('SUM(item.quantity * item.unitPrice)', 'revenue')
        .groupBy('product.id')
        .orderBy('SUM(item.quantity)', 'DESC')
        .addOrderBy('product.id')
        .limit(limit),
    );
    return { data: rows.map((row) => ({ ...row, quantity: Number(row.quantity) })) };
  }

  /** What the orders of each day came to, by the day on which they were placed. */
  async revenue({ from, to }: Period): Promise<Revenue> {
    const rows = await read<{ day: string; orders: string; revenue: string }>(
      this.#sold({ from, to })
        .select(`to_char(sale.createdAt AT TIME ZONE 'UTC', 'YYYY-MM-DD')`, 'day')
        .addSelect('COUNT(*)', 'orders')
        .addSelect('SUM(sale.total)', 'revenue')
        .groupBy('day'),
    );
    const byDay = new Map(rows.map((row) => [row.day, { ...row, orders: Number(row.orders) }]));
    return {
      data: everyDay(from, to).map((day) => byDay.get(day) ?? { day, orders: 0, revenue: '0.00' }),
    };
  }

  /** The last first, whatever became of them. */
  async customerOrders(userId: string, { limit }: CustomerOrdersQuery): Promise<CustomerOrders> {
    const rows = await read<OrderRow>(
      this.#manager
        .createQueryBuilder(Order, 'sale')
        .select('sale.id', 'id')
        .addSelect('sale.status', 'status')
        .addSelect('sale.total', 'total')
        .addSelect('sale.createdAt', 'createdAt')
        .addSelect(
          (items) =>
            items
              .select(
                `coalesce(json_agg(json_build_object('productId', item.productId, 'productName', item.productName,
                 'unitPrice', CAST(item.unitPrice AS text), 'quantity', item.quantity) ORDER BY item.productName, item.id), '[]')`,
              )
              .from(OrderItem, 'item')
              .where('item.orderId = sale.id'),
          'items',
        )
        .where('sale.userId = :userId', { userId })
        .orderBy('sale.createdAt', 'DESC')
        .addOrderBy('sale.id', 'DESC')
        .limit(limit),
    );
    return {
      data: rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })),
    };
  }

  #sold({ from, to }: Period): SelectQueryBuilder<Order> {
    return this.#manager
      .createQueryBuilder(Order, 'sale')
      .where('sale.createdAt >= :since AND sale.createdAt < :until', {
        since: midnight(from),
        until: midnight(to, 1),
      })
      .andWhere('sale.status IN (:...sold)', { sold });
  }
}

type CustomerOrder = CustomerOrders['data'][number];
type OrderRow = Omit<CustomerOrder, 'createdAt'> & { readonly createdAt: Date };

const read = <Row extends object>(query: SelectQueryBuilder<Order>): Promise<Row[]> =>
  onListConnection(query, 'list', () => query.getRawMany<Row>());
