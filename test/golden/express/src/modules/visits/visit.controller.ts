import type { Response } from 'express';
import type { Input } from '../../platform/http/endpoint.js';
import { mapPage, type ListRequest } from '../../platform/paging/list-request.js';
import { signedIn } from '../auth/access.js';
import type { CreateVisit } from './visit.schema.js';
import type { VisitService } from './visit.service.js';
import { visitView } from './visit.view.js';

export class VisitController {
  readonly #visits: VisitService;

  constructor(visits: VisitService) {
    this.#visits = visits;
  }

  list = async ({ query }: Input<{ query: ListRequest }>, res: Response): Promise<void> => {
    const page = await this.#visits.list(query);
    res.json(mapPage(page, (visit) => visitView(visit, query.include)));
  };

  create = async ({ body, actor }: Input<{ body: CreateVisit }>, res: Response): Promise<void> => {
    const visit = await this.#visits.create(signedIn(actor), body);
    res.status(201).json(visitView(visit));
  };
}
