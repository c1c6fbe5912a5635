import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Ticket } from '../../src/modules/tickets/ticket.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { createUser, signIn, type SignedInUser } from '../support/sign-in.js';
import { createTicket, ticketBody } from './ticket.factory.js';

const path = '/api/v1/tickets';

describe('Tickets', () => {
  let app: TestApp;
  let writer: SignedInUser;
  let stranger: SignedInUser;
  let admin: SignedInUser;

  beforeAll(async () => {
    app = await startApp();
    writer = await signIn(app);
    stranger = await signIn(app);
    admin = await signIn(app, { role: 'admin' });
  });

  afterAll(() => app.close());

  it('creates a ticket and says where it is', async () => {
    const created = await app.http.post(path).set(writer.headers).send(ticketBody()).expect(201);
    expect(created.headers['location']).toBe(`${path}/${created.body.id}`);
    const read = await app.http.get(`${path}/${created.body.id}`).set(writer.headers).expect(200);
    expect(read.body).toEqual(created.body);
  });

  it('refuses a body that is not valid', async () => {
    const body = ticketBody();
    const extra = await app.http
      .post(path)
      .set(writer.headers)
      .send({ ...body, id: 'mine' })
      .expect(422);
    expect(extra.body.errors).toMatchObject([{ field: 'id' }]);
    const wrong = await app.http
      .post(path)
      .set(writer.headers)
      .send({ ...body, subject: {} })
      .expect(422);
    expect(wrong.headers['content-type']).toContain('application/problem+json');
    expect(wrong.body.errors).toContainEqual(expect.objectContaining({ field: 'subject' }));
    await app.http.post(path).set(writer.headers).send([]).expect(422);
    for (const [field, value] of Object.entries({
      subject: 'x'.repeat(201),
      reference: 'x'.repeat(21),
    })) {
      const much = await app.http
        .post(path)
        .set(writer.headers)
        .send({ ...body, [field]: value })
        .expect(422);
      // A number in it tells the bound. The database would refuse the value too, without one.
      expect(much.body.errors).toContainEqual({ field, message: expect.stringMatching(/\d/) });
    }
  });

  it('answers 304 to a reader who has it as it is', async () => {
    const row = await createTicket(app, { userId: writer.user.id });
    const { headers } = await app.http.get(`${path}/${row.id}`).set(writer.headers).expect(200);
    const tag = String(headers['etag']);
    await app.http
      .get(`${path}/${row.id}`)
      .set(writer.headers)
      .set('If-None-Match', tag)
      .expect(304);
  });

  it('answers 400 to an id that is none, 404 to one that is nobody’s', async () => {
    await app.http.get(`${path}/1e3`).set(writer.headers).expect(400);
    await app.http.get(`${path}/%00`).set(writer.headers).expect(400);
    await app.http
      .get(`${path}/00000000-0000-4000-8000-000000000000`)
      .set(writer.headers)
      .expect(404);
  });

  it('has no other operation', async () => {
    const one = `${path}/00000000-0000-4000-8000-000000000000`;
    await app.http.get(path).expect(405).expect('Allow', 'POST, OPTIONS');
    await app.http.put(one).expect(405).expect('Allow', 'GET, HEAD, OPTIONS');
    await app.http.patch(one).expect(405).expect('Allow', 'GET, HEAD, OPTIONS');
    await app.http.delete(one).expect(405).expect('Allow', 'GET, HEAD, OPTIONS');
  });

  it('lets nobody write who is not signed in', async () => {
    await app.http.post(path).send({}).expect(401);
  });

  it('lets nobody read who is not signed in', async () => {
    const row = await createTicket(app, { userId: writer.user.id });
    await app.http.get(`${path}/${row.id}`).expect(401);
  });

  it('keeps everybody but the owner away from a row', async () => {
    const row = await createTicket(app, { userId: writer.user.id });
    await app.http.get(`${path}/${row.id}`).set(stranger.headers).expect(404);
  });

  it('sets the owner itself', async () => {
    const body = { ...ticketBody(), userId: stranger.user.id };
    await app.http.post(path).set(writer.headers).send(body).expect(422);
  });

  describe('by its reference', () => {
    const by = (value: string | number | null) =>
      app.http.get(`${path}/by-reference/${encodeURIComponent(String(value))}`);

    it('finds a ticket as by its id, until it is gone', async () => {
      const row = await createTicket(app, { userId: writer.user.id });
      const byId = await app.http
        .get(`${path}/${row.id}`)
        .set(writer.headers)
        .query({ include: 'user' })
        .expect(200);
      const found = await by(row.reference)
        .set(writer.headers)
        .query({ include: 'user' })
        .expect(200);
      expect(found.body).toEqual(byId.body);
      expect(found.headers['etag']).toBe(byId.headers['etag']);
      for (const value of [
        String(row.reference).toLowerCase(),
        String(row.reference).toUpperCase(),
      ]) {
        const either = await by(value).set(writer.headers).expect(200);
        expect(either.body.id).toBe(row.id);
      }
      await by(row.reference).expect(401);
      await by(row.reference).set(stranger.headers).expect(404);
      await app.context.dataSource.getRepository(Ticket).delete(row.id);
      await by(row.reference).set(writer.headers).expect(404);
    });

    it('finds nothing by what an action is called, and does not take it for one', async () => {
      for (const value of ['close', 'pay', 'remind'])
        await by(value).set(writer.headers).expect(404);
    });

    it('answers 400 to what no reference can be', async () => {
      await by('x'.repeat(21)).set(writer.headers).expect(400);
      await app.http.get(`${path}/by-reference/%00`).set(writer.headers).expect(400);
      await by('x').set(writer.headers).query({ nothing: 1 }).expect(400);
    });
  });

  it('lets "close" take a ticket from open or paid to closed, and from nothing else', async () => {
    const { id } = await createTicket(app, { userId: writer.user.id });
    const rows = app.context.dataSource.getRepository(Ticket);
    const call = () =>
      app.http
        .post(`${path}/${id}/close`)
        .set(writer.headers)
        .send({ reason: `reason ${1}` });
    for (const state of ['open', 'paid'] as const) {
      await rows.update(id, { status: state });
      const answer = await call().expect(200);
      expect(answer.body).toMatchObject({ id, status: 'closed' });
      await expect(rows.findOneBy({ id })).resolves.toMatchObject({ status: 'closed' });
    }
    for (const state of ['closed'] as const) {
      await rows.update(id, { status: state });
      const refused = await call().expect(409);
      expect(refused.body.detail).toBe(`Its status is ${state}, and this needs open or paid.`);
      await expect(rows.findOneBy({ id })).resolves.toMatchObject({ status: state });
    }
  });

  it('lets one of two do "close" at the same time', async () => {
    const { id } = await createTicket(app, { userId: writer.user.id });
    const rows = app.context.dataSource.getRepository(Ticket);
    await rows.update(id, { status: 'open' });
    const call = async () =>
      app.http
        .post(`${path}/${id}/close`)
        .set(writer.headers)
        .send({ reason: `reason ${1}` });
    const answers = await Promise.all([call(), call()]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it('refuses "close" of what is not there, or not as it was read', async () => {
    const { id } = await createTicket(app, { userId: writer.user.id });
    await app.http
      .post(`${path}/1e3/close`)
      .set(writer.headers)
      .send({ reason: `reason ${1}` })
      .expect(400);
    await app.http
      .post(`${path}/00000000-0000-4000-8000-000000000000/close`)
      .set(writer.headers)
      .send({ reason: `reason ${1}` })
      .expect(404);
    await app.http
      .post(`${path}/${id}/close`)
      .set(writer.headers)
      .set('If-Match', '"another"')
      .send({ reason: `reason ${1}` })
      .expect(412);
    await app.http
      .post(`${path}/${id}/close`)
      .set(writer.headers)
      .send({ reason: `reason ${1}`, more: 1 })
      .expect(422);
  });

  it('lets nobody do "close" who may not', async () => {
    const { id } = await createTicket(app, { userId: writer.user.id });
    await app.http
      .post(`${path}/${id}/close`)
      .send({ reason: `reason ${1}` })
      .expect(401);
    await app.http
      .post(`${path}/${id}/close`)
      .set(stranger.headers)
      .send({ reason: `reason ${1}` })
      .expect(404);
  });

  it('lets "pay" take a ticket from open to paid, and from nothing else', async () => {
    const { id } = await createTicket(app, { userId: writer.user.id });
    const rows = app.context.dataSource.getRepository(Ticket);
    const call = () => app.http.post(`${path}/${id}/pay`).set(admin.headers);
    for (const state of ['open'] as const) {
      await rows.update(id, { status: state });
      const answer = await call().expect(200);
      expect(answer.body).toMatchObject({ id, status: 'paid' });
      await expect(rows.findOneBy({ id })).resolves.toMatchObject({ status: 'paid' });
    }
    for (const state of ['paid', 'closed'] as const) {
      await rows.update(id, { status: state });
      const refused = await call().expect(409);
      expect(refused.body.detail).toBe(`Its status is ${state}, and this needs open.`);
      await expect(rows.findOneBy({ id })).resolves.toMatchObject({ status: state });
    }
  });

  it('lets one of two do "pay" at the same time', async () => {
    const { id } = await createTicket(app, { userId: writer.user.id });
    const rows = app.context.dataSource.getRepository(Ticket);
    await rows.update(id, { status: 'open' });
    const call = async () => app.http.post(`${path}/${id}/pay`).set(admin.headers);
    const answers = await Promise.all([call(), call()]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it('refuses "pay" of what is not there, or not as it was read', async () => {
    const { id } = await createTicket(app, { userId: writer.user.id });
    await app.http.post(`${path}/1e3/pay`).set(admin.headers).expect(400);
    await app.http
      .post(`${path}/00000000-0000-4000-8000-000000000000/pay`)
      .set(admin.headers)
      .expect(404);
    await app.http
      .post(`${path}/${id}/pay`)
      .set(admin.headers)
      .set('If-Match', '"another"')
      .expect(412);
  });

  it('lets nobody do "pay" who may not', async () => {
    const { id } = await createTicket(app, { userId: writer.user.id });
    await app.http.post(`${path}/${id}/pay`).expect(401);
    await app.http.post(`${path}/${id}/pay`).set(stranger.headers).expect(403);
  });

  it('does "remind" with a ticket', async () => {
    const { id } = await createTicket(app, { userId: writer.user.id });
    await app.http.post(`${path}/${id}/remind`).set(writer.headers).expect(200);
  });

  it('refuses "remind" of what is not there, or not as it was read', async () => {
    const { id } = await createTicket(app, { userId: writer.user.id });
    await app.http.post(`${path}/1e3/remind`).set(writer.headers).expect(400);
    await app.http
      .post(`${path}/00000000-0000-4000-8000-000000000000/remind`)
      .set(writer.headers)
      .expect(404);
    await app.http
      .post(`${path}/${id}/remind`)
      .set(writer.headers)
      .set('If-Match', '"another"')
      .expect(412);
  });

  it('lets nobody do "remind" who may not', async () => {
    const { id } = await createTicket(app, { userId: writer.user.id });
    await app.http.post(`${path}/${id}/remind`).expect(401);
    await app.http.post(`${path}/${id}/remind`).set(stranger.headers).expect(404);
  });

  it('puts relations into the answer where they are asked for', async () => {
    const row = await createTicket(app, { userId: writer.user.id });
    const include = 'user';
    const one = await app.http
      .get(`${path}/${row.id}`)
      .set(writer.headers)
      .query({ include })
      .expect(200);
    expect(one.body.user).toMatchObject({ id: row.userId });
    await app.http
      .get(`${path}/${row.id}`)
      .set(writer.headers)
      .query({ include: 'no-relation' })
      .expect(400);
  });

  it('knows a row by its ETag, whatever is included', async () => {
    const row = await createTicket(app, { userId: writer.user.id });
    const read = () =>
      app.http.get(`${path}/${row.id}`).set(writer.headers).query({ include: 'user' });
    const tag = String((await read().expect(200)).headers['etag']);
    await read().set('If-None-Match', tag).expect(304);
  });

  it('cannot lose its user', async () => {
    const userId = (await createUser(app)).id;
    await createTicket(app, { userId });
    await app.http.delete(`/api/v1/users/${userId}`).set(admin.headers).expect(409);
  });

  it('takes each reference once, also when asked at the same time', async () => {
    const body = ticketBody();
    const post = async () =>
      app.http
        .post(path)
        .set(writer.headers)
        .send({ ...ticketBody(), reference: body.reference });
    const answers = await Promise.all([post(), post(), post(), post()]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body.errors).toMatchObject([{ field: 'reference' }]);
  });
});
