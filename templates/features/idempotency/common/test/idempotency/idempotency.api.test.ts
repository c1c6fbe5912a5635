import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { IdempotencyKey } from '../../src/modules/idempotency/idempotency-key.entity.js';
import type { User } from '../../src/modules/users/user.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { createUser } from '../support/sign-in.js';
import { probe } from './probe.js';

const path = '/api/v1/notes';

let app: TestApp;
let user: User;

beforeAll(async () => {
  app = await startApp({ parts: probe });
  await app.context.dataSource.query('CREATE TABLE "_notes" ("text" text NOT NULL)');
});
beforeEach(async () => {
  await app.context.dataSource.query('DELETE FROM "_notes"');
  user = await createUser(app);
});
afterAll(async () => {
  await app.context.dataSource.query('DROP TABLE "_notes"');
  await app.close();
});

const post = (key: string, body: object, { by = user, at = path } = {}) =>
  app.http.post(at).set({ 'Idempotency-Key': key, 'X-User': by.id }).send(body);

async function notes(): Promise<readonly string[]> {
  const rows: { text: string }[] = await app.context.dataSource.query(
    'SELECT "text" FROM "_notes" ORDER BY "text"',
  );
  return rows.map(({ text }) => text);
}

/** Each request counts, and is told how many are left. */
const withoutCounts = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('ratelimit')));

describe('a request with a key', () => {
  it('happens once, and gets the same answer again', async () => {
    const first = await post('a', { text: 'one' }).expect(201, { text: 'one' });
    expect(first.headers['idempotent-replayed']).toBeUndefined();
    const second = await post('a', { text: 'one' }).expect(201);
    expect(second.headers['idempotent-replayed']).toBe('true');
    expect(second.text).toBe(first.text);
    const { date: _date, 'x-request-id': _id, 'idempotent-replayed': _, ...told } = second.headers;
    expect(first.headers).toMatchObject(withoutCounts(told));
    expect(await notes()).toEqual(['one']);
  });

  it('may be answered with nothing', async () => {
    const at = `${path}/x/read`;
    const first = await post('a', {}, { at }).expect(204);
    const second = await post('a', {}, { at }).expect(204);
    expect([first.text, second.text]).toEqual(['', '']);
    expect(second.headers['idempotent-replayed']).toBe('true');
    expect(await notes()).toEqual(['x']);
  });

  it('is 422 when the key was sent with another body or path', async () => {
    await post('a', { text: 'one' }).expect(201);
    const others = [
      post('a', { text: 'two' }),
      post('a', { text: 'one' }, { at: `${path}/x/read` }),
    ];
    for (const other of others) {
      expect((await other.expect(422)).body.detail).toMatch('another request');
    }
    expect(await notes()).toEqual(['one']);
  });

  it('leaves nothing behind when it fails, and its key is free', async () => {
    const failed = await post('a', { text: 'one', fails: true }).expect(409);
    expect(failed.headers['location']).toBeUndefined();
    expect(await notes()).toEqual([]);
    await post('a', { text: '1' }).expect(201);
    await post('b', { wrong: true }).expect(422);
    await post('b', { text: 'two' }).expect(201);
    expect(await notes()).toEqual(['1', 'two']);
  });

  it('fails where its answer cannot be kept, and leaves nothing behind', async () => {
    const at = `${path}/x/file`;
    await app.http.post(at).expect(200);
    expect(await notes()).toEqual(['x']);
    await post('a', {}, { at }).expect(500);
    expect(await notes()).toEqual(['x']);
  });

  it('happens for each user', async () => {
    const other = await createUser(app);
    await post('a', { text: 'one' }).expect(201);
    await post('a', { text: 'two' }, { by: other }).expect(201);
    expect(await notes()).toEqual(['one', 'two']);
  });

  it('happens once when it is sent several times at once', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => post('a', { text: 'one' })));
    const statuses = answers.map(({ status }) => status);
    expect(statuses).toContain(201);
    expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);
    expect(await notes()).toEqual(['one']);
  });

  it('happens again after a day, and old answers go', async () => {
    const old = await createUser(app);
    await post('a', { text: 'one' }, { by: old }).expect(201);
    await post('a', { text: 'one' }).expect(201);
    await app.context.dataSource.query(
      `UPDATE idempotency_keys SET created_at = created_at - interval '25 hours'`,
    );
    const again = await post('a', { text: 'one' }).expect(201);
    expect(again.headers['idempotent-replayed']).toBeUndefined();
    expect(await notes()).toEqual(['one', 'one', 'one']);
    const rows = app.context.dataSource.getRepository(IdempotencyKey);
    expect(await rows.find()).toMatchObject([{ userId: user.id, key: 'a' }]);
  });
});

describe('a key', () => {
  it.each(['a b', 'é', 'x'.repeat(201)])('is not %j', async (key) => {
    const answer = await app.http
      .post(path)
      .set({ 'Idempotency-Key': Buffer.from(key).toString('latin1'), 'X-User': user.id })
      .send({ text: 'one' })
      .expect(400);
    expect(answer.body.detail).toMatch('Idempotency-Key');
    expect(await notes()).toEqual([]);
  });

  it('is of somebody', async () => {
    const answer = await app.http
      .post(path)
      .set('Idempotency-Key', 'a')
      .send({ text: 'one' })
      .expect(400);
    expect(answer.body.detail).toMatch('Sign in');
    expect(await notes()).toEqual([]);
  });

  it('need not be sent', async () => {
    await app.http.post(path).send({ text: 'one' }).expect(201);
    await app.http.post(path).send({ text: 'one' }).expect(201);
    expect(await notes()).toEqual(['one', 'one']);
  });

  it('may be sent by pages of the origins that may call', async () => {
    const answer = await app.http.options(path).set('Access-Control-Request-Method', 'POST');
    expect(answer.headers['access-control-allow-headers']).toContain('Idempotency-Key');
  });
});
