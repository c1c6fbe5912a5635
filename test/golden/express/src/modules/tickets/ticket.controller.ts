import type { Response } from 'express';
import type { Input } from '../../platform/http/endpoint.js';
import { ifMatch, rowTag } from '../../platform/http/etag.js';
import { signedIn } from '../auth/access.js';
import type { CloseTicketBody, CreateTicket } from './ticket.schema.js';
import type { TicketService } from './ticket.service.js';
import { ticketView } from './ticket.view.js';

interface Id {
  readonly id: string;
}

interface ByReference {
  readonly reference: string;
}

export class TicketController {
  readonly #tickets: TicketService;

  constructor(tickets: TicketService) {
    this.#tickets = tickets;
  }

  get = async (
    { params, query, actor }: Input<{ params: Id; query: { include: readonly string[] } }>,
    res: Response,
  ): Promise<void> => {
    const ticket = await this.#tickets.get(signedIn(actor), params.id, query.include);
    const shown = ticketView(ticket, query.include);
    res.set('ETag', rowTag(ticketView(ticket), shown)).json(shown);
  };

  getByReference = async (
    { params, query, actor }: Input<{ params: ByReference; query: { include: readonly string[] } }>,
    res: Response,
  ): Promise<void> => {
    const ticket = await this.#tickets.getByReference(
      signedIn(actor),
      params.reference,
      query.include,
    );
    const shown = ticketView(ticket, query.include);
    res.set('ETag', rowTag(ticketView(ticket), shown)).json(shown);
  };

  create = async ({ body, actor }: Input<{ body: CreateTicket }>, res: Response): Promise<void> => {
    const ticket = await this.#tickets.create(signedIn(actor), body);
    res.status(201).location(`/api/v1/tickets/${ticket.id}`).json(ticketView(ticket));
  };

  close = async (
    { params, body, actor, req }: Input<{ params: Id; body: CloseTicketBody }>,
    res: Response,
  ): Promise<void> => {
    const ticket = await this.#tickets.close(
      signedIn(actor),
      params.id,
      body,
      ifMatch(req, ticketView),
    );
    res.json(ticketView(ticket));
  };

  pay = async ({ params, actor, req }: Input<{ params: Id }>, res: Response): Promise<void> => {
    const ticket = await this.#tickets.pay(signedIn(actor), params.id, ifMatch(req, ticketView));
    res.json(ticketView(ticket));
  };

  remind = async ({ params, actor, req }: Input<{ params: Id }>, res: Response): Promise<void> => {
    const ticket = await this.#tickets.remind(signedIn(actor), params.id, ifMatch(req, ticketView));
    res.json(ticketView(ticket));
  };
}
