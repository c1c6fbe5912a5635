import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../../platform/http/access.guard.js';
import type { Actor } from '../../platform/http/actor.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { mapPage, type ListRequest, type Page } from '../../platform/paging/list-request.js';
import {
  createVisitBody,
  pageOfVisits,
  visitListQuery,
  visitSchema,
  type CreateVisit,
  type VisitView,
} from './visit.schema.js';
import { VisitService } from './visit.service.js';
import { visitView } from './visit.view.js';

const answer = { description: 'The visit.', standardSchema: visitSchema };

@ApiTags('Visits')
@Controller('visits')
export class VisitController {
  readonly #visits: VisitService;

  constructor(visits: VisitService) {
    this.#visits = visits;
  }

  @Get()
  @Public()
  @ApiOperation({ operationId: 'listVisits', summary: 'List visits' })
  @ApiOkResponse({ description: 'A page of visits.', standardSchema: pageOfVisits })
  async list(@Query({ schema: visitListQuery }) query: ListRequest): Promise<Page<VisitView>> {
    const page = await this.#visits.list(query);
    return mapPage(page, (visit) => visitView(visit, query.include));
  }

  @Post()
  @ApiOperation({ operationId: 'createVisit', summary: 'Create a visit' })
  @ApiCreatedResponse(answer)
  async create(
    @Body({ schema: createVisitBody }) body: CreateVisit,
    @CurrentActor() actor: Actor,
  ): Promise<VisitView> {
    const visit = await this.#visits.create(actor, body);
    return visitView(visit);
  }
}
