import type { Response } from 'express';
import type { Input } from '../../platform/http/endpoint.js';
import type { CustomerOrdersQuery, Period, TopProductsQuery } from './report.schema.js';
import type { Reports } from './reports.js';

interface Id {
  readonly id: string;
}

export class ReportController {
  readonly #reports: Reports;

  constructor(reports: Reports) {
    this.#reports = reports;
  }

  topProducts = async (
    { query }: Input<{ query: TopProductsQuery }>,
    res: Response,
  ): Promise<void> => {
    res.json(await this.#reports.topProducts(query));
  };

  revenue = async ({ query }: Input<{ query: Period }>, res: Response): Promise<void> => {
    res.json(await this.#reports.revenue(query));
  };

  customerOrders = async (
    { params, query }: Input<{ params: Id; query: CustomerOrdersQuery }>,
    res: Response,
  ): Promise<void> => {
    res.json(await this.#reports.customerOrders(params.id, query));
  };
}
