import { z } from 'zod';
import { includeQueryOf } from '../../platform/paging/list-query.js';
import { userSummarySchema } from '../users/user.schema.js';

/** What a request may set. */
const fields = {
  subject: z.string().normalize().trim().min(1).max(200),
  reference: z.string().normalize().trim().min(1).max(20),
};

export const createTicketBody = z.strictObject(fields).meta({ id: 'CreateTicket' });

/** What `close` is sent. */
export const closeTicketBody = z
  .strictObject({
    reason: z.string().normalize().min(1).nullable().default(null),
  })
  .meta({ id: 'CloseTicketBody' });

export const ticketSchema = z
  .object({
    id: z.uuid(),
    subject: z.string(),
    reference: z.string(),
    status: z.enum(['open', 'paid', 'closed']),
    userId: z.uuid(),
    user: userSummarySchema.optional(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Ticket' });

export const ticketByReferenceParams = z.object({ reference: z.string().normalize().max(20) });

export const ticketQuery = includeQueryOf(['user']);

export type CreateTicket = z.output<typeof createTicketBody>;
export type CloseTicketBody = z.output<typeof closeTicketBody>;
export type TicketView = z.output<typeof ticketSchema>;
