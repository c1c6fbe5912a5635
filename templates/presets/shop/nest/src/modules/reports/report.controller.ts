import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Only } from '../../platform/http/access.guard.js';
import { idParams } from '../../platform/http/schemas.js';
import {
  customerOrdersQuery,
  customerOrdersSchema,
  revenueQuery,
  revenueSchema,
  topProductsQuery,
  topProductsSchema,
  type CustomerOrders,
  type CustomerOrdersQuery,
  type Period,
  type Revenue,
  type TopProducts,
  type TopProductsQuery,
} from './report.schema.js';
import { Reports } from './reports.js';

interface Id {
  readonly id: string;
}

// Whoever may read the orders of all may read what they come to.
@Only('orders:read')
@ApiTags('Reports')
@Controller('reports')
export class ReportController {
  readonly #reports: Reports;

  constructor(reports: Reports) {
    this.#reports = reports;
  }

  @Get('top-products')
  @ApiOperation({ operationId: 'reportTopProducts', summary: 'Products that sold most' })
  @ApiOkResponse({ description: 'The best first.', standardSchema: topProductsSchema })
  topProducts(@Query({ schema: topProductsQuery }) query: TopProductsQuery): Promise<TopProducts> {
    return this.#reports.topProducts(query);
  }

  @Get('revenue')
  @ApiOperation({ operationId: 'reportRevenue', summary: 'Revenue by day' })
  @ApiOkResponse({ description: 'Every day of the period.', standardSchema: revenueSchema })
  revenue(@Query({ schema: revenueQuery }) query: Period): Promise<Revenue> {
    return this.#reports.revenue(query);
  }

  @Get('customers/:id/orders')
  @ApiOperation({
    operationId: 'reportCustomerOrders',
    summary: 'Orders of a customer, with their items',
  })
  @ApiOkResponse({ description: 'The last first.', standardSchema: customerOrdersSchema })
  customerOrders(
    @Param({ schema: idParams }) { id }: Id,
    @Query({ schema: customerOrdersQuery }) query: CustomerOrdersQuery,
  ): Promise<CustomerOrders> {
    return this.#reports.customerOrders(id, query);
  }
}
