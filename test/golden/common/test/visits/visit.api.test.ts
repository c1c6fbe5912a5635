import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Visit } from '../../src/modules/visits/visit.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { createUser, signIn, type SignedInUser } from '../support/sign-in.js';
import { createVisit, visitBody } from './visit.factory.js';

const path = '/api/v1/visits';

interface Answer {
  readonly body: {
    readonly data: readonly { readonly id: string }[];
    readonly meta: { readonly nextCursor: string | null };
  };
}

describe('Visits', () => {
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

  it('creates a visit', async () => {
    const created = await app.http
      .post(path)
      .set(writer.headers)
      .send(await visitBody(app))
      .expect(201);
    expect(created.headers['location']).toBeUndefined();
    const { id } = created.body;
    await expect(app.context.dataSource.getRepository(Visit).existsBy({ id })).resolves.toBe(true);
  });

  it('refuses a body that is not valid', async () => {
    const body = await visitBody(app);
    const extra = await app.http
      .post(path)
      .set(writer.headers)
      .send({ ...body, id: 'mine' })
      .expect(422);
    expect(extra.body.errors).toMatchObject([{ field: 'id' }]);
    const wrong = await app.http
      .post(path)
      .set(writer.headers)
      .send({ ...body, page: {} })
      .expect(422);
    expect(wrong.headers['content-type']).toContain('application/problem+json');
    expect(wrong.body.errors).toContainEqual(expect.objectContaining({ field: 'page' }));
    await app.http.post(path).set(writer.headers).send([]).expect(422);
    for (const [field, value] of Object.entries({ page: 'x'.repeat(201) })) {
      const much = await app.http
        .post(path)
        .set(writer.headers)
        .send({ ...body, [field]: value })
        .expect(422);
      // A number in it tells the bound. The database would refuse the value too, without one.
      expect(much.body.errors).toContainEqual({ field, message: expect.stringMatching(/\d/) });
    }
  });

  it('has no other operation', async () => {
    const one = `${path}/00000000-0000-4000-8000-000000000000`;
    await app.http.get(one).expect(404);
    await app.http.put(one).expect(404);
    await app.http.patch(one).expect(404);
    await app.http.delete(one).expect(404);
  });

  it('walks over every row once, by page and by cursor', async () => {
    for (let made = 0; made < 5; made += 1) await createVisit(app, { userId: writer.user.id });
    const first = await app.http.get(path).query({ page: 1, limit: 2 }).expect(200);
    expect(first.body.data).toHaveLength(2);
    expect(first.body.meta).toMatchObject({ page: 1, limit: 2 });

    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const answer: Answer = await app.http.get(path).query({ cursor, limit: 2 }).expect(200);
      seen.push(...answer.body.data.map(({ id }) => id));
      cursor = answer.body.meta.nextCursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(first.body.meta.total);
  });

  it('refuses list parameters it does not know', async () => {
    for (const query of [
      'page=-1',
      'limit=101',
      'page=1&page=2',
      'sort=no-field',
      'no-field=1',
      '__proto__=1',
      'cursor=forged',
    ]) {
      await app.http.get(`${path}?${query}`).expect(400);
    }
  });

  it('lets nobody write who is not signed in', async () => {
    await app.http.post(path).send({}).expect(401);
  });

  it('sets the owner itself', async () => {
    const body = { ...(await visitBody(app)), userId: stranger.user.id };
    await app.http.post(path).set(writer.headers).send(body).expect(422);
  });

  it('filters by at', async () => {
    const made = await createVisit(app, { userId: writer.user.id });
    const answer = await app.http
      .get(path)
      .query({ at: made.at.toISOString(), limit: 100 })
      .expect(200);
    expect(answer.body.data.length).toBeGreaterThan(0);
    for (const row of answer.body.data) expect(row.at).toEqual(made.at.toISOString());
  });

  it('sorts by each field that is sortable, both ways, and by no other', async () => {
    for (const field of ['page', 'at', 'createdAt', 'updatedAt']) {
      await app.http.get(path).query({ sort: field }).expect(200);
      await app.http
        .get(path)
        .query({ sort: `-${field}`, cursor: '' })
        .expect(200);
    }
  });

  it('searches, and takes % for a letter', async () => {
    const row = await createVisit(app, { userId: writer.user.id });
    const found = await app.http
      .get(path)
      .query({ search: row.page.slice(0, 100), limit: 100 })
      .expect(200);
    expect(found.body.data.map(({ id }: { id: string }) => id)).toContain(row.id);
    const nothing = await app.http.get(path).query({ search: '%_%' }).expect(200);
    expect(nothing.body.data).toEqual([]);
    const short = await app.http.get(path).query({ search: 'ab' }).expect(400);
    expect(short.body.errors).toMatchObject([{ field: 'search' }]);
  });

  it('refuses an unknown articleId', async () => {
    const body = { ...(await visitBody(app)), articleId: '00000000-0000-4000-8000-000000000000' };
    const answer = await app.http.post(path).set(writer.headers).send(body).expect(422);
    expect(answer.body.errors).toMatchObject([{ field: 'articleId' }]);
  });

  it('puts relations into the answer where they are asked for', async () => {
    await createVisit(app, { userId: writer.user.id });
    const include = 'article,user';
    const list = await app.http.get(path).query({ include, limit: 1 }).expect(200);
    expect(Object.keys(list.body.data[0])).toEqual(expect.arrayContaining(include.split(',')));
    await app.http.get(path).query({ include: 'no-relation' }).expect(400);
  });

  it('cannot lose its user', async () => {
    const userId = (await createUser(app)).id;
    await createVisit(app, { userId });
    await app.http.delete(`/api/v1/users/${userId}`).set(admin.headers).expect(409);
  });

  it('takes the same userId and articleId once', async () => {
    const body = await visitBody(app);
    const same = { articleId: body.articleId };
    const post = async () =>
      app.http
        .post(path)
        .set(writer.headers)
        .send({ ...(await visitBody(app)), ...same });
    const answers = await Promise.all([post(), post(), post(), post()]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body.errors).toMatchObject([{ field: 'userId' }, { field: 'articleId' }]);
  });
});
