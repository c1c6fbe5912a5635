import { randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import type { Response } from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthSession } from '../../src/modules/users/session.entity.js';
import { User } from '../../src/modules/users/user.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { createUser, openSession, password, signIn } from '../support/sign-in.js';

const auth = '/api/v1/auth';
const newEmail = (): string => `${randomUUID()}@example.com`;
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const post = (path: string, body: object) => app.http.post(`${auth}${path}`).send(body);
const login = (email: string, given = password) => post('/login', { email, password: given });
const me = (token: string) => app.http.get(`${auth}/me`).set(bearer(token));

/** Everything a client can see of an answer but what differs between any two requests. */
function visible({ status, headers, text, body }: Response): unknown {
  const own = new Set(['date', 'x-request-id', 'ratelimit']);
  const common = Object.entries(headers as object).filter(([name]) => !own.has(name));
  return { status, common, text: text.replace((body as { requestId: string }).requestId, 'ID') };
}

describe('POST /auth/register', () => {
  it('creates a user and shows them', async () => {
    const email = newEmail();
    const { body, headers } = await post('/register', { email, password, name: 'Marie' }).expect(
      201,
    );
    expect(body).toEqual({
      id: expect.any(String),
      email,
      name: 'Marie',
      role: 'user',
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(headers['location']).toBe(`/api/v1/users/${body.id}`);
    expect(headers['cache-control']).toBe('no-store');
  });

  it.each(['role', 'isAdmin', 'id', 'emailVerified', 'createdAt', 'passwordHash', 'disabled'])(
    'refuses a %s',
    async (field) => {
      const fields = { email: newEmail(), password, name: 'Eve', [field]: 'admin' };
      const { body } = await post('/register', fields).expect(422);
      expect(body.errors).toEqual([{ field, message: expect.any(String) }]);
      await login(fields.email).expect(401);
    },
  );

  it.each([
    ['no address', { email: undefined }, 'email'],
    ['a bad address', { email: 'marie@' }, 'email'],
    ['an address that is too long', { email: `${'x'.repeat(250)}@example.com` }, 'email'],
    ['an address that is no text', { email: { $gt: '' } }, 'email'],
    ['no name', { name: '  ' }, 'name'],
    ['a name with a line break', { name: 'Eve\r\nadmin' }, 'name'],
    ['a name that is too long', { name: 'x'.repeat(101) }, 'name'],
    ['a short password', { password: 'short' }, 'password'],
    ['a long password', { password: 'x1y'.repeat(43) }, 'password'],
    ['a common password', { password: 'Password2026!' }, 'password'],
    ['a password that is no text', { password: 123456789012 }, 'password'],
  ])('refuses %s', async (_case, changes, field) => {
    const fields = { email: newEmail(), password, name: 'Marie', ...changes };
    const { body } = await post('/register', fields).expect(422);
    expect(body.errors).toEqual([{ field, message: expect.any(String) }]);
  });

  it('knows an address in another case', async () => {
    const email = newEmail();
    await post('/register', { email, password, name: 'Marie' }).expect(201);
    const again = { email: ` ${email.toUpperCase()} `, password, name: 'Marie' };
    const { body } = await post('/register', again).expect(409);
    expect(body.errors).toEqual([{ field: 'email', message: expect.any(String) }]);
  });

  it('gives one of ten the address that all want at once', async () => {
    const email = newEmail();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => post('/register', { email, password, name: 'Marie' })),
    );
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([201, ...Array<number>(9).fill(409)]);
  });

  it('wants JSON', async () => {
    await app.http.post(`${auth}/register`).set('Content-Type', 'text/plain').send('x').expect(415);
    await app.http.post(`${auth}/register`).type('json').send('{bad').expect(400);
    await app.http.get(`${auth}/register`).expect(405).expect('Allow', /POST/);
  });
});

describe('the log', () => {
  it('has what matters for security as events, with ids and nothing personal', async () => {
    const { id, email } = await createUser(app);
    await login(email, 'wrong').expect(401);
    const { body } = await login(email).expect(200);
    await me(body.accessToken).expect(200);
    await post('/refresh', { refreshToken: body.refreshToken }).expect(200);
    await post('/refresh', { refreshToken: body.refreshToken }).expect(401);
    const about = app.logs.filter((line) => line['accountId'] === id).map((line) => line['event']);
    expect(about).toEqual(['login.failed', 'login.succeeded']);
    const asked = app.logs.find((line) => line['userId'] === id);
    expect(asked).toMatchObject({ path: '/api/v1/auth/me' });
    const reused = app.logs.find(({ event }) => event === 'refresh.reused');
    expect(reused).toMatchObject({ level: 'warn', requestId: expect.any(String) });
    expect(JSON.stringify(app.logs)).not.toContain(email);
  });
});

describe('POST /auth/login', () => {
  it('answers with a session that is good at once', async () => {
    const { email, id } = await createUser(app);
    const { body, headers } = await login(email.toUpperCase()).expect(200);
    expect(body).toEqual({
      accessToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      refreshToken: expect.stringMatching(/^[\da-f-]{36}\.[\w-]{43}$/),
      tokenType: 'Bearer',
      expiresIn: 900,
      user: expect.objectContaining({ id, email, role: 'user' }),
    });
    expect(headers['cache-control']).toBe('no-store');
    await me(body.accessToken).expect(200);
  });

  it('answers an unknown address, a wrong password and a disabled user alike, byte for byte', async () => {
    const known = await createUser(app);
    const disabled = await createUser(app);
    await app.context.dataSource.manager.update(User, { id: disabled.id }, { disabled: true });
    const answers = [
      await login(known.email, 'not the password'),
      await login(newEmail()),
      await login(disabled.email),
    ].map(visible);
    expect(answers[0]).toMatchObject({ status: 401 });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('says nothing of the rule for passwords', async () => {
    const { email } = await createUser(app);
    await login(email, 'x').expect(401);
    await login(email, 'x'.repeat(1000)).expect(401);
    await post('/login', { email, password: '' }).expect(422);
    await post('/login', { email }).expect(422);
  });

  it('hashes nothing of any length, and takes no field beside the two', async () => {
    const { email } = await createUser(app);
    await login(email, 'x'.repeat(1025)).expect(422);
    const { body } = await post('/login', { email, password, role: 'admin' }).expect(422);
    expect(body.errors).toEqual([{ field: 'role', message: expect.any(String) }]);
  });

  it('replaces a hash that was made with weaker parameters', async () => {
    const user = await createUser(app);
    const weak = await hash(password, { memoryCost: 4096, timeCost: 1, parallelism: 1 });
    const { manager } = app.context.dataSource;
    await manager.update(User, { id: user.id }, { passwordHash: weak });
    await login(user.email).expect(200);
    const { passwordHash } = await manager.findOneByOrFail(User, { id: user.id });
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await login(user.email).expect(200);
  });

  it('stores nothing that could be used', async () => {
    const user = await createUser(app);
    const { body } = await login(user.email).expect(200);
    const { manager } = app.context.dataSource;
    const rows = JSON.stringify([await manager.find(User), await manager.find(AuthSession)]);
    for (const secret of [password, body.accessToken, body.refreshToken.split('.')[1]]) {
      expect(rows).not.toContain(secret);
    }
  });
});

describe('a token', () => {
  it.each(['Bearer', 'Bearer ', 'Bearer nonsense', 'Basic dXNlcjpwYXNz', 'nonsense', 'Bearer a b'])(
    'is not %s, on public operations neither',
    async (authorization) => {
      const { email } = await createUser(app);
      const answers = [
        await app.http.get(`${auth}/me`).set('Authorization', authorization),
        await post('/login', { email, password }).set('Authorization', authorization),
      ];
      for (const { status, headers, type } of answers) {
        expect(status).toBe(401);
        expect(type).toBe('application/problem+json');
        expect(headers['www-authenticate']).toBe('Bearer error="invalid_token"');
      }
    },
  );

  it('is all there is behind the word Bearer', async () => {
    const { token } = await signIn(app);
    const meWith = (authorization: string) =>
      app.http.get(`${auth}/me`).set('Authorization', authorization);
    await meWith(`Bearer   ${token}`).expect(200);
    for (const authorization of [`Not-Bearer ${token}`, `Bearer ${token} more`]) {
      const { body } = await meWith(authorization).expect(401);
      expect(body.detail).toMatch(/token is not valid/);
    }
  });

  it('is asked for', async () => {
    const { headers } = await app.http.get(`${auth}/me`).expect(401);
    expect(headers['www-authenticate']).toBe('Bearer');
    await app.http.post(`${auth}/logout-all`).expect(401);
    await post('/change-password', { currentPassword: password, newPassword: password }).expect(
      401,
    );
  });

  it('to refresh is none to call with, and the reverse', async () => {
    const { token, refreshToken } = await signIn(app);
    await me(refreshToken).expect(401);
    await post('/refresh', { refreshToken: token }).expect(401);
  });

  it('is of one user: another session or another user in it is refused', async () => {
    const [mine, other] = [await signIn(app), await signIn(app)];
    const [header, , signature] = mine.token.split('.');
    await me(`${header}.${other.token.split('.')[1]}.${signature}`).expect(401);
  });

  it.each([
    ['disabled', { disabled: true }],
    ['expired', undefined],
  ])('is over as soon as the account is %s', async (_case, changes) => {
    const { user, token, sessionId } = await signIn(app);
    await me(token).expect(200);
    const { manager } = app.context.dataSource;
    if (changes) await manager.update(User, { id: user.id }, changes);
    else await manager.update(AuthSession, { id: sessionId }, { expiresAt: new Date(0) });
    await me(token).expect(401);
  });

  it('is over with its user', async () => {
    const { user, token } = await signIn(app);
    await app.context.dataSource.manager.delete(User, { id: user.id });
    await me(token).expect(401);
  });
});

describe('POST /auth/refresh', () => {
  it('replaces both tokens', async () => {
    const { refreshToken, user } = await signIn(app);
    const { body } = await post('/refresh', { refreshToken }).expect(200);
    expect(body).toMatchObject({ tokenType: 'Bearer', expiresIn: 900, user: { id: user.id } });
    expect(body.refreshToken).not.toBe(refreshToken);
    await me(body.accessToken).expect(200);
    await post('/refresh', { refreshToken: body.refreshToken }).expect(200);
  });

  it('succeeds once of ten at once', async () => {
    const { refreshToken } = await signIn(app);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => post('/refresh', { refreshToken })),
    );
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([200, ...Array<number>(9).fill(401)]);
  });

  it('ends the session when a replaced token comes back, and logs it without the token', async () => {
    const { refreshToken, token, sessionId } = await signIn(app);
    const { body } = await post('/refresh', { refreshToken }).expect(200);
    await post('/refresh', { refreshToken }).expect(401);
    await post('/refresh', { refreshToken: body.refreshToken }).expect(401);
    await me(token).expect(401);
    await me(body.accessToken).expect(401);
    const warnings = app.logs.filter((line) => line['sessionId'] === sessionId);
    expect(warnings).toMatchObject([{ level: 'warn', msg: expect.stringContaining('reused') }]);
    expect(JSON.stringify(app.logs)).not.toContain(refreshToken.split('.')[1]);
  });

  it.each([
    ['nonsense', 'nonsense', 401],
    ['an unknown session', `${randomUUID()}.${'A'.repeat(43)}`, 401],
    ['nothing', '', 422],
    ['a number', 1, 422],
    ['5 kB', 'x'.repeat(5000), 422],
  ])('refuses %s', async (_case, refreshToken, status) => {
    await post('/refresh', { refreshToken }).expect(status);
  });

  it('takes no field beside the token', async () => {
    const { refreshToken } = await signIn(app);
    const { body } = await post('/refresh', { refreshToken, userId: randomUUID() }).expect(422);
    expect(body.errors).toEqual([{ field: 'userId', message: expect.any(String) }]);
    await post('/refresh', { refreshToken }).expect(200);
  });
});

describe('POST /auth/logout', () => {
  it('ends refresh and access of that session at once, and of no other', async () => {
    const first = await signIn(app);
    const second = await openSession(app, first.user);
    await post('/logout', { refreshToken: first.refreshToken }).expect(204);
    await me(first.token).expect(401);
    await post('/refresh', { refreshToken: first.refreshToken }).expect(401);
    await me(second.token).expect(200);
  });

  it('ends the session of the caller, whatever refresh token they still have', async () => {
    const { headers, refreshToken, token } = await signIn(app);
    await post('/refresh', { refreshToken }).expect(200);
    await post('/logout', { refreshToken }).set(headers).expect(204);
    await me(token).expect(401);
  });

  it('does not tell whether a token was known', async () => {
    await post('/logout', { refreshToken: 'nonsense' }).expect(204);
    await post('/logout', { refreshToken: `${randomUUID()}.${'A'.repeat(43)}` }).expect(204);
    await post('/logout', {}).expect(422);
  });
});

describe('POST /auth/logout-all', () => {
  it('ends every session of the caller and of nobody else', async () => {
    const first = await signIn(app);
    const second = await openSession(app, first.user);
    const stranger = await signIn(app);
    await app.http.post(`${auth}/logout-all`).set(first.headers).expect(204);
    await me(first.token).expect(401);
    await me(second.token).expect(401);
    await post('/refresh', { refreshToken: second.refreshToken }).expect(401);
    await me(stranger.token).expect(200);
  });
});

describe('GET /auth/me', () => {
  it('shows the caller, to be kept by nobody', async () => {
    const { user, headers: credentials } = await signIn(app, { name: 'Marie' });
    const { body, headers } = await app.http.get(`${auth}/me`).set(credentials).expect(200);
    expect(body).toEqual({
      id: user.id,
      email: user.email,
      name: 'Marie',
      role: 'user',
      createdAt: user.createdAt.toISOString(),
    });
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['vary']).toContain('Authorization');
  });
});

describe('POST /auth/change-password', () => {
  const next = 'another fine passphrase';

  it('changes it, ends the other sessions and keeps this one', async () => {
    const mine = await signIn(app);
    const other = await openSession(app, mine.user);
    const body = { currentPassword: password, newPassword: next };
    await post('/change-password', body).set(mine.headers).expect(204);
    await me(mine.token).expect(200);
    await me(other.token).expect(401);
    await post('/refresh', { refreshToken: other.refreshToken }).expect(401);
    await login(mine.user.email).expect(401);
    await login(mine.user.email, next).expect(200);
  });

  it.each([
    [
      'a wrong current password',
      { currentPassword: 'wrong', newPassword: next },
      'currentPassword',
    ],
    ['no current password', { newPassword: next }, 'currentPassword'],
    ['a short one', { currentPassword: password, newPassword: 'short' }, 'newPassword'],
    ['a common one', { currentPassword: password, newPassword: 'qwertyuiop12' }, 'newPassword'],
    ['an unknown field', { currentPassword: password, newPassword: next, role: 'admin' }, 'role'],
  ])('refuses %s', async (_case, body, field) => {
    const { headers, user } = await signIn(app);
    const answer = await post('/change-password', body).set(headers).expect(422);
    expect(answer.body.errors).toEqual([{ field, message: expect.any(String) }]);
    await login(user.email).expect(200);
  });
});

it('puts no password, hash or token into any line of the log', async () => {
  const { email } = await createUser(app);
  const { body } = await login(email).expect(200);
  await me(body.accessToken).expect(200);
  await post('/refresh', { refreshToken: body.refreshToken }).expect(200);
  await login(email, 'not the password at all').expect(401);
  const lines = JSON.stringify(app.logs);
  expect(lines).toContain('/api/v1/auth/login');
  for (const secret of [password, '$argon2', 'Bearer ', 'eyJ', '@example.com']) {
    expect(lines).not.toContain(secret);
  }
});
