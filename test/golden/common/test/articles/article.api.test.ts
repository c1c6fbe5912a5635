import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Article } from '../../src/modules/articles/article.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { createUser, signIn, type SignedInUser } from '../support/sign-in.js';
import { createTag } from '../tags/tag.factory.js';
import { articleBody, createArticle } from './article.factory.js';

const path = '/api/v1/articles';

interface Answer {
  readonly body: {
    readonly data: readonly { readonly id: string }[];
    readonly meta: { readonly nextCursor: string | null };
  };
}

describe('Articles', () => {
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

  it('creates an article and says where it is', async () => {
    const created = await app.http.post(path).set(writer.headers).send(articleBody()).expect(201);
    expect(created.headers['location']).toBe(`${path}/${created.body.id}`);
    const read = await app.http.get(`${path}/${created.body.id}`).expect(200);
    expect(read.body).toEqual(created.body);
  });

  it('refuses a body that is not valid', async () => {
    const body = articleBody();
    const extra = await app.http
      .post(path)
      .set(writer.headers)
      .send({ ...body, id: 'mine' })
      .expect(422);
    expect(extra.body.errors).toMatchObject([{ field: 'id' }]);
    const wrong = await app.http
      .post(path)
      .set(writer.headers)
      .send({ ...body, title: {} })
      .expect(422);
    expect(wrong.headers['content-type']).toContain('application/problem+json');
    expect(wrong.body.errors).toContainEqual(expect.objectContaining({ field: 'title' }));
    await app.http.post(path).set(writer.headers).send([]).expect(422);
    for (const [field, value] of Object.entries({ title: 'x'.repeat(201) })) {
      const much = await app.http
        .post(path)
        .set(writer.headers)
        .send({ ...body, [field]: value })
        .expect(422);
      // A number in it tells the bound. The database would refuse the value too, without one.
      expect(much.body.errors).toContainEqual({ field, message: expect.stringMatching(/\d/) });
    }
  });

  it('replaces and changes an article', async () => {
    const row = await createArticle(app, { authorId: writer.user.id });
    const changes = articleBody();
    const answer = await app.http
      .patch(`${path}/${row.id}`)
      .set(writer.headers)
      .send({ title: changes.title })
      .expect(200);
    expect(answer.body.title).toEqual(changes.title);
    expect(answer.body.id).toBe(row.id);
    await app.http.put(`${path}/${row.id}`).set(writer.headers).send(articleBody()).expect(200);
    await app.http.put(`${path}/${row.id}`).set(writer.headers).send({ id: row.id }).expect(422);
    await app.http.patch(`${path}/${row.id}`).set(writer.headers).send({}).expect(422);
    await app.http
      .patch(`${path}/${row.id}`)
      .set(writer.headers)
      .send({ title: changes.title, id: row.id })
      .expect(422);
  });

  it('refuses to change what has changed since it was read', async () => {
    const row = await createArticle(app, { authorId: writer.user.id });
    const { headers } = await app.http.get(`${path}/${row.id}`).expect(200);
    const tag = String(headers['etag']);
    await app.http.get(`${path}/${row.id}`).set('If-None-Match', tag).expect(304);
    await app.http
      .put(`${path}/${row.id}`)
      .set(writer.headers)
      .set('If-Match', '"another"')
      .send(articleBody())
      .expect(412);
    await app.http
      .delete(`${path}/${row.id}`)
      .set(writer.headers)
      .set('If-Match', '"another"')
      .expect(412);
    await app.http.delete(`${path}/${row.id}`).set(writer.headers).set('If-Match', tag).expect(204);
  });

  it('removes an article', async () => {
    const row = await createArticle(app, { authorId: writer.user.id });
    await app.http.delete(`${path}/${row.id}`).set(writer.headers).expect(204);
    await app.http.get(`${path}/${row.id}`).expect(404);
    await app.http.delete(`${path}/${row.id}`).set(writer.headers).expect(404);
  });

  it('answers 400 to an id that is none, 404 to one that is nobody’s', async () => {
    await app.http.get(`${path}/1e3`).expect(400);
    await app.http.get(`${path}/%00`).expect(400);
    await app.http.get(`${path}/00000000-0000-4000-8000-000000000000`).expect(404);
  });

  it('walks over every row once, by page and by cursor', async () => {
    for (let made = 0; made < 5; made += 1) await createArticle(app, { authorId: writer.user.id });
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
    const row = await createArticle(app, { authorId: writer.user.id });
    await app.http.post(path).send({}).expect(401);
    await app.http.put(`${path}/${row.id}`).send({}).expect(401);
    await app.http.patch(`${path}/${row.id}`).send({}).expect(401);
    await app.http.delete(`${path}/${row.id}`).expect(401);
  });

  it('keeps everybody but the owner from changing a row', async () => {
    const row = await createArticle(app, { authorId: writer.user.id });
    const body = articleBody();
    await app.http.put(`${path}/${row.id}`).set(stranger.headers).send(body).expect(403);
    await app.http.patch(`${path}/${row.id}`).set(stranger.headers).send(body).expect(403);
    await app.http.delete(`${path}/${row.id}`).set(stranger.headers).expect(403);
  });

  it('sets the owner itself', async () => {
    const body = { ...articleBody(), authorId: stranger.user.id };
    await app.http.post(path).set(writer.headers).send(body).expect(422);
  });

  describe('by its slug', () => {
    const by = (value: string | number | null) =>
      app.http.get(`${path}/by-slug/${encodeURIComponent(String(value))}`);

    it('finds an article as by its id, until it is gone', async () => {
      const row = await createArticle(app, { authorId: writer.user.id });
      const byId = await app.http
        .get(`${path}/${row.id}`)
        .query({ include: 'author,tags' })
        .expect(200);
      const found = await by(row.slug).query({ include: 'author,tags' }).expect(200);
      expect(found.body).toEqual(byId.body);
      expect(found.headers['etag']).toBe(byId.headers['etag']);
      await app.context.dataSource.getRepository(Article).delete(row.id);
      await by(row.slug).expect(404);
    });

    it('answers 400 to what no slug can be', async () => {
      await by('x'.repeat(256)).expect(400);
      await app.http.get(`${path}/by-slug/%00`).expect(400);
      await by('x').query({ nothing: 1 }).expect(400);
    });
  });

  it('filters by title', async () => {
    const made = await createArticle(app, { authorId: writer.user.id });
    const answer = await app.http.get(path).query({ title: made.title, limit: 100 }).expect(200);
    expect(answer.body.data.length).toBeGreaterThan(0);
    for (const row of answer.body.data) expect(row.title).toEqual(made.title);
  });

  it('sorts by each field that is sortable, both ways, and by no other', async () => {
    for (const field of ['title', 'slug', 'createdAt', 'updatedAt']) {
      await app.http.get(path).query({ sort: field }).expect(200);
      await app.http
        .get(path)
        .query({ sort: `-${field}`, cursor: '' })
        .expect(200);
    }
    for (const field of ['published']) {
      await app.http.get(path).query({ sort: field }).expect(400);
    }
  });

  it('searches, and takes % for a letter', async () => {
    const row = await createArticle(app, { authorId: writer.user.id });
    const found = await app.http
      .get(path)
      .query({ search: row.title.slice(0, 100), limit: 100 })
      .expect(200);
    expect(found.body.data.map(({ id }: { id: string }) => id)).toContain(row.id);
    const nothing = await app.http.get(path).query({ search: '%_%' }).expect(200);
    expect(nothing.body.data).toEqual([]);
    const short = await app.http.get(path).query({ search: 'ab' }).expect(400);
    expect(short.body.errors).toMatchObject([{ field: 'search' }]);
  });

  it('keeps the tags it is given', async () => {
    const ids = [(await createTag(app)).id, (await createTag(app)).id].toSorted();
    const created = await app.http
      .post(path)
      .set(writer.headers)
      .send({ ...articleBody(), tagIds: ids })
      .expect(201);
    expect(created.body.tagIds.toSorted()).toEqual(ids);
    const one = `${path}/${created.body.id}`;
    const changed = await app.http
      .patch(one)
      .set(writer.headers)
      .send({ tagIds: ids.slice(0, 1) })
      .expect(200);
    expect(changed.body.tagIds).toEqual(ids.slice(0, 1));
    const shown = await app.http.get(one).query({ include: 'tags' }).expect(200);
    expect(shown.body.tags).toMatchObject([{ id: ids[0] }]);
    const refused = await app.http
      .patch(one)
      .set(writer.headers)
      .send({ tagIds: ['00000000-0000-4000-8000-000000000000'] })
      .expect(422);
    expect(refused.body.errors).toMatchObject([{ field: 'tagIds' }]);
  });

  it('finds the rows that have all tags that are asked for', async () => {
    const [one, other] = [await createTag(app), await createTag(app)];
    const both = await createArticle(app, { authorId: writer.user.id, tags: [one, other] });
    const first = await createArticle(app, { authorId: writer.user.id, tags: [one] });
    const find = async (ids: string): Promise<string[]> => {
      const answer = await app.http.get(path).query({ tagIds: ids }).expect(200);
      return answer.body.data.map(({ id }: { id: string }) => id);
    };
    expect(await find(`${one.id},${other.id}`)).toEqual([both.id]);
    expect((await find(one.id)).toSorted()).toEqual([both.id, first.id].toSorted());
    await app.http.get(path).query({ tagIds: 'none' }).expect(400);
  });

  it('puts relations into the answer where they are asked for', async () => {
    const row = await createArticle(app, { authorId: writer.user.id });
    const include = 'author,tags';
    const one = await app.http.get(`${path}/${row.id}`).query({ include }).expect(200);
    expect(one.body.author).toMatchObject({ id: row.authorId });
    expect(one.body.tags).toEqual([]);
    const list = await app.http.get(path).query({ include, limit: 1 }).expect(200);
    expect(Object.keys(list.body.data[0])).toEqual(expect.arrayContaining(include.split(',')));
    await app.http.get(path).query({ include: 'no-relation' }).expect(400);
  });

  it('knows a row by its ETag, whatever is included', async () => {
    const row = await createArticle(app, { authorId: writer.user.id });
    const read = () => app.http.get(`${path}/${row.id}`).query({ include: 'author,tags' });
    const tag = String((await read().expect(200)).headers['etag']);
    await read().set('If-None-Match', tag).expect(304);
    await app.http.delete(`${path}/${row.id}`).set(writer.headers).set('If-Match', tag).expect(204);
  });

  it('is removed with its author', async () => {
    const authorId = (await createUser(app)).id;
    const former = await createArticle(app, { authorId });
    await app.http.delete(`/api/v1/articles/${former.id}`).set(admin.headers).expect(204);
    const row = await createArticle(app, { authorId });
    await app.http.delete(`/api/v1/users/${authorId}`).set(admin.headers).expect(204);
    await app.http.get(`/api/v1/articles/${row.id}`).expect(404);
  });

  it('loses those of its tags that are removed, and takes none along', async () => {
    const linked = await createTag(app);
    const former = await createArticle(app, { tags: [linked] });
    await app.http.delete(`/api/v1/articles/${former.id}`).set(admin.headers).expect(204);
    const row = await createArticle(app, { tags: [linked] });
    const before = await app.http.get(`/api/v1/articles/${row.id}`).expect(200);
    expect(before.body.tagIds).toEqual([linked.id]);
    await app.http.delete(`/api/v1/tags/${linked.id}`).set(admin.headers).expect(204);
    const after = await app.http.get(`/api/v1/articles/${row.id}`).expect(200);
    expect(after.body.tagIds).toEqual([]);
  });

  it('gives each row its own slug', async () => {
    const body = articleBody();
    const post = async () =>
      app.http
        .post(path)
        .set((await signIn(app)).headers)
        .send({ ...articleBody(), title: body.title })
        .expect(201);
    const answers = await Promise.all([post(), post(), post(), post()]);
    expect(new Set(answers.map((answer) => answer.body.slug)).size).toBe(4);
  });

  it('takes the same authorId and title once', async () => {
    const body = articleBody();
    const same = { title: body.title };
    const post = async () =>
      app.http
        .post(path)
        .set(writer.headers)
        .send({ ...articleBody(), ...same });
    const answers = await Promise.all([post(), post(), post(), post()]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body.errors).toMatchObject([{ field: 'authorId' }, { field: 'title' }]);
    const other = await createArticle(app, { authorId: writer.user.id });
    const changed = await app.http
      .patch(`${path}/${other.id}`)
      .set(writer.headers)
      .send(same)
      .expect(409);
    expect(changed.body.errors).toMatchObject([{ field: 'authorId' }, { field: 'title' }]);
  });
});
