import { endpoint } from '../../platform/http/endpoint.js';
import { idParams } from '../../platform/http/schemas.js';
import type { Module } from '../../platform/module.js';
import { ReportController } from './report.controller.js';
import {
  customerOrdersQuery,
  customerOrdersSchema,
  revenueQuery,
  revenueSchema,
  topProductsQuery,
  topProductsSchema,
} from './report.schema.js';
import { Reports } from './reports.js';

export const reportModule: Module = ({ dataSource }) => {
  const reports = new ReportController(new Reports(dataSource.manager));
  // Whoever may read the orders of all may read what they come to.
  const all = { tag: 'Reports', method: 'get', access: 'orders:read' } as const;

  return [
    endpoint({
      ...all,
      path: '/reports/top-products',
      operationId: 'reportTopProducts',
      summary: 'Products that sold most',
      query: topProductsQuery,
      responses: { 200: { description: 'The best first.', schema: topProductsSchema } },
      handle: reports.topProducts,
    }),
    endpoint({
      ...all,
      path: '/reports/revenue',
      operationId: 'reportRevenue',
      summary: 'Revenue by day',
      query: revenueQuery,
      responses: { 200: { description: 'Every day of the period.', schema: revenueSchema } },
      handle: reports.revenue,
    }),
    endpoint({
      ...all,
      path: '/reports/customers/:id/orders',
      operationId: 'reportCustomerOrders',
      summary: 'Orders of a customer, with their items',
      params: idParams,
      query: customerOrdersQuery,
      responses: { 200: { description: 'The last first.', schema: customerOrdersSchema } },
      handle: reports.customerOrders,
    }),
  ];
};
