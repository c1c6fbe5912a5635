import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ApiKey } from '../../src/modules/api-keys/api-key.entity.js';
import { type Grant, type Permission, permissions } from '../../src/permissions.js';
import { startApp, type TestApp } from '../support/app.js';
import { password, signIn, type SignedInUser } from '../support/sign-in.js';

const path = '/api/v1/auth/api-keys';
const body = { name: 'Import', scopes: ['users:read'], expiresAt: null };

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

interface Made {
  readonly id: string;
  readonly key: string;
  /** For `.set(headers)`. */
  readonly headers: { readonly Authorization: string };
}

const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });
const create = (owner: SignedInUser, values: object = {}, on = app) =>
  on.http
    .post(path)
    .set(owner.headers)
    .send({ ...body, ...values });

async function keyOf(owner: SignedInUser, values: object = {}, on = app): Promise<Made> {
  const { id, key } = (await create(owner, values, on).expect(201)).body;
  return { id, key, headers: bearer(key) };
}

const userOf = ({ user }: SignedInUser): string => `/api/v1/users/${user.id}`;
const statusOf = async (owner: SignedInUser, headers: object): Promise<number> =>
  (await app.http.get(userOf(owner)).set({ ...headers })).status;

describe('a key', () => {
  it('is shown once, and acts for its user', async () => {
    const owner = await signIn(app);
    const { body: created } = await create(owner).expect(201);
    expect(created).toEqual({
      id: expect.any(String),
      name: 'Import',
      prefix: `plk_${created.id.replaceAll('-', '')}`,
      scopes: ['users:read'],
      expiresAt: null,
      lastUsedAt: null,
      createdAt: expect.any(String),
      key: expect.stringMatching(/^plk_[\da-f]{32}_[\w-]{43}$/),
    });
    const { key, ...shown } = created;
    expect((await app.http.get(path).set(owner.headers).expect(200)).body).toEqual({
      items: [shown],
    });
    const answer = await app.http.get(userOf(owner)).set(bearer(key)).expect(200);
    expect(answer.body.id).toBe(owner.user.id);
    expect(answer.headers['cache-control']).toBe('no-store');
    const { items } = (await app.http.get(path).set(owner.headers)).body;
    expect(Date.now() - Date.parse(items[0].lastUsedAt)).toBeLessThan(60_000);
  });

  it('is nowhere but in that answer: neither in the database nor in the log', async () => {
    const owner = await signIn(app);
    const { id, key, headers } = await keyOf(owner);
    await app.http.get(userOf(owner)).set(headers).expect(200);
    await app.http.delete(`${path}/${id}`).set(owner.headers).expect(204);
    const rows = await app.context.dataSource.query('SELECT k::text AS row FROM api_keys k');
    const secret = key.slice(-43);
    expect(JSON.stringify([rows, app.logs])).not.toContain(secret);
    const events = app.logs.filter((line) => line['apiKeyId'] === id).map(({ event }) => event);
    expect(events).toEqual(['api-key.created', 'api-key.revoked']);
  });

  it.each([
    ['no scope', { scopes: [] }],
    ['a scope that there is not', { scopes: ['users:fly'] }],
    ['a scope of nothing', { scopes: ['nothing:*'] }],
    ['a scope twice', { scopes: ['users:read', 'users:read'] }],
    ['no name', { name: ' ' }],
    ['a name that is too long', { name: 'n'.repeat(101) }],
    ['no word on its expiry', { expiresAt: undefined }],
    ['an expiry that is past', { expiresAt: '2020-01-01T00:00:00Z' }],
    ['an unknown field', { secretHash: 'x' }],
  ])('with %s is refused', async (_name, values) => {
    await create(await signIn(app), values).expect(422);
  });

  it('with scopes of everything is made', async () => {
    await keyOf(await signIn(app), { scopes: ['*', '*:read', 'users:*'] });
  });

  it('of somebody else is neither seen nor revoked', async () => {
    const [owner, other] = [await signIn(app), await signIn(app, { role: 'admin' })];
    const { id, headers } = await keyOf(owner);
    expect((await app.http.get(path).set(other.headers).expect(200)).body).toEqual({ items: [] });
    await app.http.delete(`${path}/${id}`).set(other.headers).expect(404);
    await app.http.delete(`${path}/${randomUUID()}`).set(owner.headers).expect(404);
    expect(await statusOf(owner, headers)).toBe(200);
  });

  it('is one of 20, whoever makes the last one at the same time', async () => {
    const owner = await signIn(app);
    const { id } = await keyOf(owner);
    await app.context.dataSource
      .getRepository(ApiKey)
      .update({ id }, { expiresAt: new Date(Date.now() - 1_000) });
    const tries = Array.from({ length: 24 }, () => create(owner).then(({ status }) => status));
    const statuses = (await Promise.all(tries)).toSorted();
    expect(statuses).toEqual([
      ...Array.from({ length: 20 }, () => 201),
      ...Array.from({ length: 4 }, () => 409),
    ]);
  });
});

describe('a key is of no use', () => {
  const dead: readonly (readonly [string, string])[] = [
    ['that is revoked', 'UPDATE api_keys SET revoked_at = now() WHERE user_id = $1'],
    ['that has expired', 'UPDATE api_keys SET expires_at = now() WHERE user_id = $1'],
    ['whose user is disabled', 'UPDATE users SET disabled = true WHERE id = $1'],
    ['whose user is gone', 'DELETE FROM users WHERE id = $1'],
  ];
  it.each(dead)('%s', async (_name, sql) => {
    const owner = await signIn(app);
    const { headers } = await keyOf(owner);
    expect(await statusOf(owner, headers)).toBe(200);
    await app.context.dataSource.query(sql, [owner.user.id]);
    expect(await statusOf(owner, headers)).toBe(401);
  });

  it('once its user has revoked it, and it is not listed any more', async () => {
    const owner = await signIn(app);
    const { id, headers } = await keyOf(owner);
    await app.http.delete(`${path}/${id}`).set(owner.headers).expect(204);
    expect(await statusOf(owner, headers)).toBe(401);
    expect((await app.http.get(path).set(owner.headers)).body).toEqual({ items: [] });
    await app.http.delete(`${path}/${id}`).set(owner.headers).expect(404);
  });

  it('with another secret, another id, or cut off', async () => {
    const owner = await signIn(app);
    const [one, two] = [await keyOf(owner), await keyOf(owner)];
    const wrong = [
      `${one.key.slice(0, -43)}${two.key.slice(-43)}`,
      one.key.slice(0, -1),
      `${one.key}A`,
      one.key.toUpperCase(),
      one.key.slice(-43),
    ];
    for (const key of wrong) expect(await statusOf(owner, bearer(key))).toBe(401);
  });
});

describe('what a key opens', () => {
  /** Every operation that is not for everybody, and its scope: by the words of its method and path. */
  async function guarded() {
    const found = [];
    for (const operation of app.operations()) {
      const [method = '', template = ''] = operation.split(' ');
      const url = `/api/v1${template.replaceAll(/:\w+/g, randomUUID())}`;
      const call = (headers: object) =>
        app.http[method.toLowerCase() as 'get'](url).set({ ...headers });
      if ((await call({})).status === 401)
        found.push({ operation, call, scope: scopeOf(operation) });
    }
    return found.filter(({ operation }) => !/ \/auth\/(login|refresh)$/.test(operation));
  }

  /** `POST /orders/:id/cancel` has a scope of its own, `orders:cancel`; everything else is one of four. */
  function scopeOf(operation: string): Permission | undefined {
    const action = {
      'get all': 'read',
      'get one': 'read',
      'post all': 'create',
      'put one': 'update',
      'patch one': 'update',
      'delete one': 'delete',
    }[
      operation
        .toLowerCase()
        .replace(/ \/[^/]+$/, ' all')
        .replace(/ \/[^/]+\/(?::id|by-[^/]+\/:\w+)$/, ' one')
    ];
    const [, resource, , own] = operation.split('/');
    return permissions.find((permission) => permission === `${resource}:${action ?? own}`);
  }

  /** A scope that opens it, each time of another kind; where there is none, all that there are. */
  function scopeFor(scope: Permission | undefined, turn: number): Grant {
    const [resource, action] = scope?.split(':') ?? [];
    const ways = [scope, `${resource}:*`, `*:${action}`, '*'] as const;
    return scope === undefined ? '*' : (ways[turn % ways.length] as Grant);
  }

  const isRefused = ({ status, body: { detail } }: { status: number; body: { detail?: string } }) =>
    status === 403 && /scope/.test(detail ?? '');

  it('is what its scopes say, of all operations that there are', async () => {
    const admin = await signIn(app, { role: 'admin' });
    const { id, headers } = await keyOf(admin);
    const keys = app.context.dataSource.getRepository(ApiKey);
    const operations = await guarded();
    expect(operations.length).toBeGreaterThan(4);
    const wrong: string[] = [];
    for (const [turn, { operation, call, scope }] of operations.entries()) {
      const others = permissions.filter((permission) => permission !== scope);
      const tries = [
        { scopes: [scopeFor(scope, turn)], opens: scope !== undefined },
        { scopes: others, opens: false },
      ];
      for (const { scopes, opens } of tries) {
        await keys.update({ id }, { scopes });
        if (isRefused(await call(headers)) === opens) wrong.push(`${operation}: ${scopes.join()}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('is no account operation, not even with every scope', async () => {
    const owner = await signIn(app, { role: 'admin' });
    const { id, headers } = await keyOf(owner, { scopes: ['*'] });
    const newPassword = 'another fine passphrase';
    const tries = [
      app.http.get('/api/v1/auth/me'),
      app.http.post('/api/v1/auth/logout-all'),
      app.http
        .post('/api/v1/auth/change-password')
        .send({ currentPassword: password, newPassword }),
      app.http.get(path),
      app.http.post(path).send(body),
      app.http.delete(`${path}/${id}`),
      app.http.patch(userOf(owner)).send({ name: 'Another' }),
    ];
    for (const attempt of tries) expect((await attempt.set(headers)).status).toBe(403);
    await app.http.get('/api/v1/auth/me').set(owner.headers).expect(200);
  });

  it('is no more than its user may, as they are at that time', async () => {
    const [owner, other] = [await signIn(app), await signIn(app)];
    const { headers } = await keyOf(owner, { scopes: ['*'] });
    expect(await statusOf(other, headers)).toBe(403);
    await app.context.dataSource.query(`UPDATE users SET role = 'admin' WHERE id = $1`, [
      owner.user.id,
    ]);
    expect(await statusOf(other, headers)).toBe(200);
  });
});

describe('requests of a key', () => {
  let limited: TestApp;
  afterEach(() => limited.close());

  const start = async (env: Record<string, string>): Promise<SignedInUser> => {
    limited = await startApp({ env });
    return signIn(limited);
  };
  const ask = async (owner: SignedInUser, headers: object, count: number) => {
    const answers = [];
    for (let index = 0; index < count; index += 1) {
      answers.push(await limited.http.get(userOf(owner)).set({ ...headers }));
    }
    return answers;
  };
  const statuses = (answers: readonly { readonly status: number }[]) =>
    answers.map(({ status }) => status);

  it('are counted per key', async () => {
    const owner = await start({ API_KEY_RATE_LIMIT_MAX: '3' });
    const [one, two] = [await keyOf(owner, {}, limited), await keyOf(owner, {}, limited)];
    const answers = await ask(owner, one.headers, 4);
    expect(statuses(answers)).toEqual([200, 200, 200, 429]);
    const wait = Number(answers[3]?.headers['retry-after']);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    expect(statuses(await ask(owner, two.headers, 1))).toEqual([200]);
    expect(statuses(await ask(owner, owner.headers, 4))).toEqual([200, 200, 200, 200]);
  });

  it('are counted by address where the key is not valid, and lock out no good one', async () => {
    const owner = await start({ AUTH_RATE_LIMIT_MAX: '3' });
    const { key, headers } = await keyOf(owner, {}, limited);
    const wrong = bearer(`${key.slice(0, -43)}${'A'.repeat(43)}`);
    expect(statuses(await ask(owner, wrong, 4))).toEqual([401, 401, 401, 429]);
    expect(statuses(await ask(owner, headers, 1))).toEqual([200]);
  });

  it('are noted once a minute', async () => {
    const owner = await start({});
    const { id, headers } = await keyOf(owner, {}, limited);
    const rows = limited.context.dataSource.getRepository(ApiKey);
    const usedAt = async () => (await rows.findOneByOrFail({ id })).lastUsedAt?.getTime();
    await ask(owner, headers, 1);
    const first = await usedAt();
    await ask(owner, headers, 3);
    expect(await usedAt()).toBe(first);
    const past = new Date(Date.now() - 61_000);
    await rows.update({ id }, { lastUsedAt: past });
    await ask(owner, headers, 1);
    expect(await usedAt()).toBeGreaterThan(past.getTime() + 60_000);
  });
});
