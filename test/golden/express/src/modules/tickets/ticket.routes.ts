import { endpoint } from '../../platform/http/endpoint.js';
import { idParams } from '../../platform/http/schemas.js';
import type { Module } from '../../platform/module.js';
import { TicketController } from './ticket.controller.js';
import { Ticket } from './ticket.entity.js';
import { TicketRepository } from './ticket.repository.js';
import {
  closeTicketBody,
  createTicketBody,
  ticketByReferenceParams,
  ticketQuery,
  ticketSchema,
} from './ticket.schema.js';
import { TicketService } from './ticket.service.js';

export const ticketModule: Module = ({ dataSource }) => {
  const tickets = new TicketController(
    new TicketService(new TicketRepository(dataSource.getRepository(Ticket))),
  );
  const tag = 'Tickets';
  const one = { tag, path: '/tickets/:id', params: idParams } as const;
  const answer = { description: 'The ticket.', schema: ticketSchema };

  return [
    endpoint({
      tag,
      method: 'post',
      path: '/tickets',
      operationId: 'createTicket',
      summary: 'Create a ticket',
      access: 'authenticated',
      body: createTicketBody,
      responses: { 201: answer },
      handle: tickets.create,
    }),
    endpoint({
      ...one,
      method: 'get',
      operationId: 'getTicket',
      summary: 'Get a ticket',
      access: 'authenticated',
      query: ticketQuery,
      responses: { 200: answer },
      handle: tickets.get,
    }),
    endpoint({
      tag,
      method: 'get',
      path: '/tickets/by-reference/:reference',
      params: ticketByReferenceParams,
      operationId: 'getTicketByReference',
      summary: 'Get a ticket by its reference',
      access: 'authenticated',
      query: ticketQuery,
      responses: { 200: answer },
      handle: tickets.getByReference,
    }),
    endpoint({
      ...one,
      method: 'post',
      path: '/tickets/:id/close',
      operationId: 'closeTicket',
      summary: 'Close a ticket',
      description: 'From status open or paid to closed.',
      access: 'authenticated',
      body: closeTicketBody,
      responses: { 200: answer },
      handle: tickets.close,
    }),
    endpoint({
      ...one,
      method: 'post',
      path: '/tickets/:id/pay',
      operationId: 'payTicket',
      summary: 'Pay a ticket',
      description: 'From status open to paid.',
      access: 'tickets:pay',
      responses: { 200: answer },
      handle: tickets.pay,
    }),
    endpoint({
      ...one,
      method: 'post',
      path: '/tickets/:id/remind',
      operationId: 'remindTicket',
      summary: 'Remind a ticket',
      access: 'authenticated',
      responses: { 200: answer },
      handle: tickets.remind,
    }),
  ];
};
