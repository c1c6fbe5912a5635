import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Only } from '../../platform/http/access.guard.js';
import type { Actor } from '../../platform/http/actor.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { ifMatch, rowTag } from '../../platform/http/etag.js';
import { idParams } from '../../platform/http/schemas.js';
import {
  closeTicketBody,
  createTicketBody,
  ticketByReferenceParams,
  ticketQuery,
  ticketSchema,
  type CloseTicketBody,
  type CreateTicket,
  type TicketView,
} from './ticket.schema.js';
import { TicketService } from './ticket.service.js';
import { ticketView } from './ticket.view.js';

interface Id {
  readonly id: string;
}

interface ByReference {
  readonly reference: string;
}

interface Include {
  readonly include: readonly string[];
}

const answer = { description: 'The ticket.', standardSchema: ticketSchema };

@ApiTags('Tickets')
@Controller('tickets')
export class TicketController {
  readonly #tickets: TicketService;

  constructor(tickets: TicketService) {
    this.#tickets = tickets;
  }

  @Post()
  @ApiOperation({ operationId: 'createTicket', summary: 'Create a ticket' })
  @ApiCreatedResponse(answer)
  async create(
    @Body({ schema: createTicketBody }) body: CreateTicket,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) res: Response,
  ): Promise<TicketView> {
    const ticket = await this.#tickets.create(actor, body);
    res.location(`/api/v1/tickets/${ticket.id}`);
    return ticketView(ticket);
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getTicket', summary: 'Get a ticket' })
  @ApiOkResponse(answer)
  async get(
    @Param({ schema: idParams }) { id }: Id,
    @Query({ schema: ticketQuery }) query: Include,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) res: Response,
  ): Promise<TicketView> {
    const ticket = await this.#tickets.get(actor, id, query.include);
    const shown = ticketView(ticket, query.include);
    res.set('ETag', rowTag(ticketView(ticket), shown));
    return shown;
  }

  @Get('by-reference/:reference')
  @ApiOperation({ operationId: 'getTicketByReference', summary: 'Get a ticket by its reference' })
  @ApiOkResponse(answer)
  async getByReference(
    @Param({ schema: ticketByReferenceParams }) params: ByReference,
    @Query({ schema: ticketQuery }) query: Include,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) res: Response,
  ): Promise<TicketView> {
    const ticket = await this.#tickets.getByReference(actor, params.reference, query.include);
    const shown = ticketView(ticket, query.include);
    res.set('ETag', rowTag(ticketView(ticket), shown));
    return shown;
  }

  @Post(':id/close')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'closeTicket',
    summary: 'Close a ticket',
    description: 'From status open or paid to closed.',
  })
  @ApiOkResponse(answer)
  async close(
    @Param({ schema: idParams }) { id }: Id,
    @Body({ schema: closeTicketBody }) body: CloseTicketBody,
    @CurrentActor() actor: Actor,
    @Req() req: Request,
  ): Promise<TicketView> {
    const ticket = await this.#tickets.close(actor, id, body, ifMatch(req, ticketView));
    return ticketView(ticket);
  }

  @Post(':id/pay')
  @HttpCode(200)
  @Only('tickets:pay')
  @ApiOperation({
    operationId: 'payTicket',
    summary: 'Pay a ticket',
    description: 'From status open to paid.',
  })
  @ApiOkResponse(answer)
  async pay(
    @Param({ schema: idParams }) { id }: Id,
    @CurrentActor() actor: Actor,
    @Req() req: Request,
  ): Promise<TicketView> {
    const ticket = await this.#tickets.pay(actor, id, ifMatch(req, ticketView));
    return ticketView(ticket);
  }

  @Post(':id/remind')
  @HttpCode(200)
  @ApiOperation({ operationId: 'remindTicket', summary: 'Remind a ticket' })
  @ApiOkResponse(answer)
  async remind(
    @Param({ schema: idParams }) { id }: Id,
    @CurrentActor() actor: Actor,
    @Req() req: Request,
  ): Promise<TicketView> {
    const ticket = await this.#tickets.remind(actor, id, ifMatch(req, ticketView));
    return ticketView(ticket);
  }
}
