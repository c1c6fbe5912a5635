import { Injectable } from '@nestjs/common';
import { found } from '../../platform/errors.js';
import type { Actor } from '../../platform/http/actor.js';
import { checkPrecondition, type Precondition } from '../../platform/precondition.js';
import { checkState } from '../../platform/state.js';
import { requireOwner, requireVisible } from '../auth/access.js';
import type { Ticket } from './ticket.entity.js';
import { TicketRepository } from './ticket.repository.js';
import type { CloseTicketBody, CreateTicket } from './ticket.schema.js';

@Injectable()
export class TicketService {
  readonly #tickets: TicketRepository;

  constructor(tickets: TicketRepository) {
    this.#tickets = tickets;
  }

  async get(actor: Actor, id: string, include: readonly string[] = []): Promise<Ticket> {
    const ticket = found(await this.#tickets.find(id, include), 'ticket');
    requireVisible(actor, 'tickets:read', ticket.userId, 'ticket');
    return ticket;
  }

  async getByReference(
    actor: Actor,
    value: string,
    include: readonly string[] = [],
  ): Promise<Ticket> {
    const ticket = found(await this.#tickets.findByReference(value, include), 'ticket');
    requireVisible(actor, 'tickets:read', ticket.userId, 'ticket');
    return ticket;
  }

  create(actor: Actor, values: CreateTicket): Promise<Ticket> {
    return this.#tickets.insert({ ...values, userId: actor.id });
  }

  /** From status open or paid to closed. */
  close(
    actor: Actor,
    id: string,
    _body: CloseTicketBody,
    precondition: Precondition<Ticket>,
  ): Promise<Ticket> {
    return this.#tickets.transaction(async (tickets) => {
      const ticket = found(await tickets.lock(id), 'ticket');
      requireVisible(actor, 'tickets:read', ticket.userId, 'ticket');
      requireOwner(actor, 'tickets:close', ticket.userId);
      checkPrecondition(ticket, precondition);
      checkState('status', ticket.status, ['open', 'paid']);
      // Your rule goes here: an AppError refuses it, and takes back what else was done in this transaction.
      return tickets.save(ticket, { status: 'closed' });
    });
  }

  /** From status open to paid. */
  pay(actor: Actor, id: string, precondition: Precondition<Ticket>): Promise<Ticket> {
    return this.#tickets.transaction(async (tickets) => {
      const ticket = found(await tickets.lock(id), 'ticket');
      requireVisible(actor, 'tickets:read', ticket.userId, 'ticket');
      checkPrecondition(ticket, precondition);
      checkState('status', ticket.status, ['open']);
      // Your rule goes here: an AppError refuses it, and takes back what else was done in this transaction.
      return tickets.save(ticket, { status: 'paid' });
    });
  }

  remind(actor: Actor, id: string, precondition: Precondition<Ticket>): Promise<Ticket> {
    return this.#tickets.transaction(async (tickets) => {
      const ticket = found(await tickets.lock(id), 'ticket');
      requireVisible(actor, 'tickets:read', ticket.userId, 'ticket');
      checkPrecondition(ticket, precondition);
      // Your rule goes here. Until there is one nothing changes: `return tickets.save(ticket, { … })` does.
      return ticket;
    });
  }
}
