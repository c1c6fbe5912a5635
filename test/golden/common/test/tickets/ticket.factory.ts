import { Ticket } from '../../src/modules/tickets/ticket.entity.js';
import type { TestApp } from '../support/app.js';
import { createUser } from '../support/sign-in.js';

let count = 0;

/** A body that `POST /tickets` takes; every call gives other values. */
export function ticketBody(): Record<string, unknown> {
  count += 1;
  return {
    subject: `subject ${count}`,
    reference: `reference ${count}`,
  };
}

/** A row that is there already, put straight into the database. */
export async function createTicket(app: TestApp, overrides: Partial<Ticket> = {}): Promise<Ticket> {
  count += 1;
  const rows = app.context.dataSource.getRepository(Ticket);
  return rows.save(
    rows.create({
      subject: `subject ${count}`,
      reference: `reference ${count}`,
      userId: overrides.userId ?? (await createUser(app)).id,
      ...overrides,
    }),
  );
}
