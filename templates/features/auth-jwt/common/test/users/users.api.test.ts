import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { User } from '../../src/modules/users/user.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { createUser, openSession, signIn, type SignedInUser } from '../support/sign-in.js';

const users = '/api/v1/users';

let app: TestApp;
let admin: SignedInUser;
let user: SignedInUser;

beforeAll(async () => {
  app = await startApp();
  admin = await signIn(app, { role: 'admin', name: 'Admin' });
});
beforeEach(async () => {
  user = await signIn(app, { name: 'Marie' });
});
afterAll(() => app.close());

const get = (id: string, by = admin) => app.http.get(`${users}/${id}`).set(by.headers);
const patch = (id: string, changes: object, by = admin) =>
  app.http.patch(`${users}/${id}`).set(by.headers).send(changes);
const remove = (id: string, by = admin) => app.http.delete(`${users}/${id}`).set(by.headers);

/** The two are the only admins while the test runs. */
async function onlyAdmins(...admins: readonly SignedInUser[]): Promise<void> {
  const { manager } = app.context.dataSource;
  await manager.update(User, { role: 'admin' }, { role: 'user' });
  for (const { user: one } of admins) await manager.update(User, { id: one.id }, { role: 'admin' });
}

describe('who may do what', () => {
  it.each([
    ['get', users],
    ['get', `${users}/${randomUUID()}`],
    ['patch', `${users}/${randomUUID()}`],
    ['delete', `${users}/${randomUUID()}`],
  ] as const)('%s %s needs a sign-in', async (method, path) => {
    const { type } = await app.http[method](path).expect(401);
    expect(type).toBe('application/problem+json');
  });

  it('an ordinary user is refused everything but themself', async () => {
    const { id } = admin.user;
    await app.http.get(users).set(user.headers).expect(403);
    await get(id, user).expect(403);
    await get(randomUUID(), user).expect(403);
    await patch(id, { name: 'Eve' }, user).expect(403);
    await patch(user.user.id, { role: 'admin' }, user).expect(403);
    await remove(id, user).expect(403);
    await remove(user.user.id, user).expect(403);
    await get(user.user.id, user).expect(200);
  });
});

describe('GET /users', () => {
  it('lists pages of users, with nothing secret', async () => {
    const { body } = await app.http.get(`${users}?limit=2`).set(admin.headers).expect(200);
    expect(body.meta).toMatchObject({ page: 1, limit: 2, total: expect.any(Number) });
    for (const row of body.data) {
      expect(Object.keys(row).toSorted()).toEqual(
        ['createdAt', 'disabled', 'email', 'id', 'name', 'role', 'updatedAt'].toSorted(),
      );
    }
  });

  it('searches, filters and sorts', async () => {
    const name = randomUUID();
    await createUser(app, { name: `${name} b` });
    await createUser(app, { name: `${name} a`, role: 'admin' });
    const list = async (query: string): Promise<string[]> => {
      const path = `${users}?search=${name}&${query}`;
      const { body } = await app.http.get(path).set(admin.headers).expect(200);
      return body.data.map((row: { name: string }) => row.name.slice(-1));
    };
    expect(await list('sort=name')).toEqual(['a', 'b']);
    expect(await list('sort=-name')).toEqual(['b', 'a']);
    expect(await list('role=admin')).toEqual(['a']);
    expect(await list('disabled=true')).toEqual([]);
  });

  it('walks by cursor over every user once', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const path: string = `${users}?limit=3&cursor=${cursor}`;
      const { body } = await app.http.get(path).set(admin.headers).expect(200);
      seen.push(...body.data.map((row: { id: string }) => row.id));
      cursor = body.meta.nextCursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(await app.context.dataSource.manager.count(User));
  });

  it.each([
    'sort=passwordHash',
    'passwordHash=x',
    'role=root',
    'disabled=maybe',
    'page=0',
    'limit=101',
    'cursor=nonsense',
    'include=sessions',
  ])('refuses %s', async (query) => {
    await app.http.get(`${users}?${query}`).set(admin.headers).expect(400);
  });
});

describe('GET /users/{id}', () => {
  it('shows a user to an admin and to themself', async () => {
    for (const by of [admin, user]) {
      const { body, headers } = await get(user.user.id, by).expect(200);
      expect(body).toEqual({
        id: user.user.id,
        email: user.user.email,
        name: 'Marie',
        role: 'user',
        createdAt: expect.any(String),
        disabled: false,
        updatedAt: expect.any(String),
      });
      expect(headers['cache-control']).toBe('no-store');
      await get(user.user.id, by)
        .set('If-None-Match', headers['etag'] ?? '')
        .expect(304);
    }
  });

  it('knows who is not there, and what is no id', async () => {
    await get(randomUUID()).expect(404);
    for (const id of ['abc', '1e3', '-1', '%00', 'x'.repeat(5000)]) await get(id).expect(400);
  });
});

describe('PATCH /users/{id}', () => {
  it('changes what is named and leaves the rest', async () => {
    const { body } = await patch(user.user.id, { name: ' Marie Curie ' }).expect(200);
    expect(body).toMatchObject({ name: 'Marie Curie', role: 'user', disabled: false });
    expect(Date.parse(body.updatedAt)).toBeGreaterThanOrEqual(Date.parse(body.createdAt));
    expect((await get(user.user.id)).body).toEqual(body);
  });

  it.each([
    [{}, ''],
    [{ name: '' }, 'name'],
    [{ name: 'x'.repeat(101) }, 'name'],
    [{ name: null }, 'name'],
    [{ role: 'root' }, 'role'],
    [{ disabled: 'yes' }, 'disabled'],
    [{ email: 'eve@example.com' }, 'email'],
    [{ passwordHash: 'x' }, 'passwordHash'],
    [{ id: randomUUID() }, 'id'],
  ])('refuses %o', async (changes, field) => {
    const { body } = await patch(user.user.id, changes).expect(422);
    expect(body.errors[0]).toMatchObject({ field });
  });

  it('takes the version that the caller saw, and no older one', async () => {
    const { headers } = await get(user.user.id);
    const etag = headers['etag'] ?? '';
    await patch(user.user.id, { name: 'First' }).set('If-Match', etag).expect(200);
    await patch(user.user.id, { name: 'Second' }).set('If-Match', etag).expect(412);
    await remove(user.user.id).set('If-Match', etag).expect(412);
    expect((await get(user.user.id)).body.name).toBe('First');
  });

  it('knows who is not there', async () => {
    await patch(randomUUID(), { name: 'x' }).expect(404);
    await patch('abc', { name: 'x' }).expect(400);
  });

  it('acts on the next request: a new admin may, a former one may not', async () => {
    await app.http.get(users).set(user.headers).expect(403);
    await patch(user.user.id, { role: 'admin' }).expect(200);
    await app.http.get(users).set(user.headers).expect(200);
    await patch(user.user.id, { role: 'user' }).expect(200);
    await app.http.get(users).set(user.headers).expect(403);
  });

  it('acts on the next request: who is disabled is out, and has to log in anew when let in again', async () => {
    const other = await openSession(app, user.user);
    await patch(user.user.id, { disabled: true }).expect(200);
    for (const session of [user, other]) await get(user.user.id, session).expect(401);
    await patch(user.user.id, { disabled: false }).expect(200);
    for (const session of [user, other]) await get(user.user.id, session).expect(401);
    await get(user.user.id, await openSession(app, user.user)).expect(200);
  });

  it.each([{ role: 'user' }, { disabled: true }])(
    'lets no admin do %o to themself',
    async (changes) => {
      await patch(admin.user.id, changes).expect(409);
      await patch(admin.user.id, { name: 'Still Admin', role: 'admin' }).expect(200);
    },
  );

  it('leaves one admin when two demote each other at once', async () => {
    for (let round = 0; round < 3; round += 1) {
      const second = await signIn(app, { role: 'admin' });
      await onlyAdmins(admin, second);
      await Promise.all([
        patch(second.user.id, { role: 'user' }, admin),
        patch(admin.user.id, { role: 'user' }, second),
      ]);
      const { manager } = app.context.dataSource;
      expect(await manager.countBy(User, { role: 'admin', disabled: false })).toBe(1);
      await onlyAdmins(admin);
    }
  });
});

describe('DELETE /users/{id}', () => {
  it('removes the user and their sessions', async () => {
    await remove(user.user.id).expect(204);
    await get(user.user.id, user).expect(401);
    await get(user.user.id).expect(404);
    await remove(user.user.id).expect(404);
  });

  it('is refused while something refers to them', async () => {
    const { manager } = app.context.dataSource;
    await manager.query(
      'CREATE TABLE _user_references (user_id uuid REFERENCES users ON DELETE RESTRICT)',
    );
    await manager.query('INSERT INTO _user_references VALUES ($1)', [user.user.id]);
    await remove(user.user.id).expect(409);
    await manager.query('DROP TABLE _user_references');
    await get(user.user.id, user).expect(200);
  });

  it('is refused for oneself', async () => {
    await remove(admin.user.id).expect(409);
    await get(admin.user.id).expect(200);
  });
});
