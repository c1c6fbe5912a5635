import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/http/actor.js';
import type { ListRequest, Page } from '../../platform/paging/list-request.js';
import type { Visit } from './visit.entity.js';
import { VisitRepository } from './visit.repository.js';
import type { CreateVisit } from './visit.schema.js';

@Injectable()
export class VisitService {
  readonly #visits: VisitRepository;

  constructor(visits: VisitRepository) {
    this.#visits = visits;
  }

  list(request: ListRequest): Promise<Page<Visit>> {
    return this.#visits.list(request);
  }

  create(actor: Actor, values: CreateVisit): Promise<Visit> {
    return this.#visits.insert({ ...values, userId: actor.id });
  }
}
