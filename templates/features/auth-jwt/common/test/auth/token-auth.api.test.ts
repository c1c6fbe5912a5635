import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthSession } from '../../src/modules/users/session.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { createUser, password } from '../support/sign-in.js';
import { bearer, openTokens } from '../support/token-sign-in.js';
import { signInByTokens } from './signed-in-by-tokens.js';

const auth = '/api/v1/auth';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const post = (path: string, body: object) => app.http.post(`${auth}${path}`).send(body);
const login = (email: string) => post('/login', { email, password });
const me = (token: string) => app.http.get(`${auth}/me`).set(bearer(token));

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

  it('wants a password', async () => {
    const { email } = await createUser(app);
    await post('/login', { email }).expect(422);
  });

  it('stores nothing that could be used', async () => {
    const user = await createUser(app);
    const { body } = await login(user.email).expect(200);
    const { manager } = app.context.dataSource;
    const rows = JSON.stringify(await manager.find(AuthSession));
    for (const secret of [body.accessToken, body.refreshToken.split('.')[1]]) {
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
    const { token } = await signInByTokens(app);
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
  });

  it('to refresh is none to call with, and the reverse', async () => {
    const { token, refreshToken } = await signInByTokens(app);
    await me(refreshToken).expect(401);
    await post('/refresh', { refreshToken: token }).expect(401);
  });

  it('is of one user: another session or another user in it is refused', async () => {
    const [mine, other] = [await signInByTokens(app), await signInByTokens(app)];
    const [header, , signature] = mine.token.split('.');
    await me(`${header}.${other.token.split('.')[1]}.${signature}`).expect(401);
  });

  it('is over with its session', async () => {
    const { token, sessionId } = await signInByTokens(app);
    await me(token).expect(200);
    const { manager } = app.context.dataSource;
    await manager.update(AuthSession, { id: sessionId }, { expiresAt: new Date(0) });
    await me(token).expect(401);
  });
});

describe('POST /auth/refresh', () => {
  it('replaces both tokens', async () => {
    const { refreshToken, user } = await signInByTokens(app);
    const { body } = await post('/refresh', { refreshToken }).expect(200);
    expect(body).toMatchObject({ tokenType: 'Bearer', expiresIn: 900, user: { id: user.id } });
    expect(body.refreshToken).not.toBe(refreshToken);
    await me(body.accessToken).expect(200);
    await post('/refresh', { refreshToken: body.refreshToken }).expect(200);
  });

  it('succeeds once of ten at once', async () => {
    const { refreshToken } = await signInByTokens(app);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => post('/refresh', { refreshToken })),
    );
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([200, ...Array<number>(9).fill(401)]);
  });

  it('ends the session when a replaced token comes back, and logs it without the token', async () => {
    const { refreshToken, token, sessionId } = await signInByTokens(app);
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
    const { refreshToken } = await signInByTokens(app);
    const { body } = await post('/refresh', { refreshToken, userId: randomUUID() }).expect(422);
    expect(body.errors).toEqual([{ field: 'userId', message: expect.any(String) }]);
    await post('/refresh', { refreshToken }).expect(200);
  });
});

describe('POST /auth/logout', () => {
  it('ends refresh and access of that session at once, and of no other', async () => {
    const first = await signInByTokens(app);
    const second = await openTokens(app, first.user);
    await post('/logout', { refreshToken: first.refreshToken }).expect(204);
    await me(first.token).expect(401);
    await post('/refresh', { refreshToken: first.refreshToken }).expect(401);
    await me(second.token).expect(200);
  });

  it('ends the session of the caller, whatever refresh token they still have', async () => {
    const { headers, refreshToken, token } = await signInByTokens(app);
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

describe('tokens', () => {
  it('are all over after logout-all', async () => {
    const first = await signInByTokens(app);
    const second = await openTokens(app, first.user);
    await app.http.post(`${auth}/logout-all`).set(first.headers).expect(204);
    await me(second.token).expect(401);
    await post('/refresh', { refreshToken: second.refreshToken }).expect(401);
  });

  it('of other sessions are over once the password is changed, those of this one are not', async () => {
    const mine = await signInByTokens(app);
    const other = await openTokens(app, mine.user);
    const body = { currentPassword: password, newPassword: 'another fine passphrase' };
    await post('/change-password', body).set(mine.headers).expect(204);
    await me(mine.token).expect(200);
    await post('/refresh', { refreshToken: mine.refreshToken }).expect(200);
    await post('/refresh', { refreshToken: other.refreshToken }).expect(401);
  });
});

describe('the log', () => {
  it('says that a token came back', async () => {
    const { email } = await createUser(app);
    const { body } = await login(email).expect(200);
    await post('/refresh', { refreshToken: body.refreshToken }).expect(200);
    await post('/refresh', { refreshToken: body.refreshToken }).expect(401);
    const reused = app.logs.find(({ event }) => event === 'refresh.reused');
    expect(reused).toMatchObject({ level: 'warn', requestId: expect.any(String) });
  });

  it('has no token', async () => {
    const { email } = await createUser(app);
    const { body } = await login(email).expect(200);
    await me(body.accessToken).expect(200);
    await post('/refresh', { refreshToken: body.refreshToken }).expect(200);
    const lines = JSON.stringify(app.logs);
    expect(lines).toContain('/api/v1/auth/refresh');
    for (const secret of ['Bearer ', 'eyJ']) expect(lines).not.toContain(secret);
  });
});
