import { userSummary } from '../users/user.view.js';
import type { Ticket } from './ticket.entity.js';
import type { TicketView } from './ticket.schema.js';

/** A ticket as the API shows it. */
export function ticketView(ticket: Ticket, include: readonly string[] = []): TicketView {
  return {
    id: ticket.id,
    subject: ticket.subject,
    reference: ticket.reference,
    status: ticket.status,
    userId: ticket.userId,
    ...(include.includes('user') && ticket.user && { user: userSummary(ticket.user) }),
    createdAt: ticket.createdAt.toISOString(),
    updatedAt: ticket.updatedAt.toISOString(),
  };
}
