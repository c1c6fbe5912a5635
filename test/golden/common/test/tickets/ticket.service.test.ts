import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Ticket } from '../../src/modules/tickets/ticket.entity.js';
import { TicketRepository } from '../../src/modules/tickets/ticket.repository.js';
import { TicketService } from '../../src/modules/tickets/ticket.service.js';
import type { Actor } from '../../src/platform/http/actor.js';
import { startApp, type TestApp } from '../support/app.js';
import { signIn, type SignedInUser } from '../support/sign-in.js';
import { createTicket } from './ticket.factory.js';

describe('TicketService', () => {
  let app: TestApp;
  let service: TicketService;
  let writer: SignedInUser;
  let actor: Actor;
  let stranger: Actor;

  beforeAll(async () => {
    app = await startApp();
    const { dataSource } = app.context;
    service = new TicketService(new TicketRepository(dataSource.getRepository(Ticket)));
    writer = await signIn(app);
    actor = { id: writer.user.id, role: writer.user.role, sessionId: writer.sessionId };
    const other = await signIn(app);
    stranger = { id: other.user.id, role: 'user', sessionId: other.sessionId };
  });

  afterAll(() => app.close());

  it('fails as not found on an id that is nobody’s', async () => {
    const id = '00000000-0000-4000-8000-000000000000';
    const missing = { kind: 'not-found', message: 'There is no ticket with this id.' };
    await expect(service.get(actor, id)).rejects.toMatchObject(missing);
  });

  it('shows a row to its owner and to an admin only', async () => {
    const ticket = await createTicket(app, { userId: writer.user.id });
    await expect(service.get(stranger, ticket.id)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(service.get({ ...stranger, role: 'admin' }, ticket.id)).resolves.toMatchObject({
      id: ticket.id,
    });
  });
});
