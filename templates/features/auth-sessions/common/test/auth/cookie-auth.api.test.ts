import { randomUUID } from 'node:crypto';
import type { Response } from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SessionCookie } from '../../src/modules/auth/session-cookie.entity.js';
import { AuthSession } from '../../src/modules/users/session.entity.js';
import { User } from '../../src/modules/users/user.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { byCookie, cookieHeader, cookiesOf, openCookie } from '../support/cookie-sign-in.js';
import { createUser, password } from '../support/sign-in.js';
import type { Headers, Session } from '../support/sign-in-method.js';

const auth = '/api/v1/auth';
const planted = 'A'.repeat(43);

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const signIn = (email: string, headers: Headers = {}) =>
  app.http.post(`${auth}/session`).set(headers).send({ email, password });
const signOut = (headers: Headers) => app.http.delete(`${auth}/session`).set(headers);
const me = (headers: Headers) => app.http.get(`${auth}/me`).set(headers);
const sessionsOf = (headers: Headers) => app.http.get(`${auth}/sessions`).set(headers);
const revoke = (id: string, headers: Headers) =>
  app.http.delete(`${auth}/sessions/${id}`).set(headers);
const secretOf = (answer: Response): string =>
  (byCookie.credentialsOf(answer)['Cookie'] ?? '').split('=')[1] ?? '';

/** Somebody new who has a cookie. */
async function signedIn(): Promise<Session & { readonly user: User }> {
  const user = await createUser(app);
  return { user, ...(await openCookie(app, user)) };
}

/** As if the session had last been used, or begun, so many minutes ago. */
const age = ({ sessionId }: Session, column: 'last_used_at' | 'expires_at', minutes: number) =>
  app.context.dataSource.query(
    `UPDATE auth_sessions SET ${column} = now() - make_interval(mins => $2) WHERE id = $1`,
    [sessionId, minutes],
  );

describe('POST /auth/session', () => {
  it('answers with the user and a cookie that no script and no other site gets at', async () => {
    const { email, id } = await createUser(app);
    const answer = await signIn(email).expect(200);
    expect(answer.body).toMatchObject({ id, email, role: 'user' });
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(cookiesOf(answer.headers)).toEqual([
      expect.stringMatching(/^__Host-session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    ]);
    const { headers } = await me(byCookie.credentialsOf(answer)).expect(200);
    expect(headers['vary']).toContain('Cookie');
    expect(headers['cache-control']).toBe('no-store');
    expect(cookiesOf(headers)).toEqual([]);
  });

  it('adopts no secret that somebody came with, and gives another one each time', async () => {
    const { email } = await createUser(app);
    const first = await signIn(email, cookieHeader(planted)).expect(200);
    expect(secretOf(first)).not.toBe(planted);
    await me(cookieHeader(planted)).expect(401);
    expect(secretOf(await signIn(email).expect(200))).not.toBe(secretOf(first));
  });

  it('ends the session of the cookie before, also of somebody else, and no other', async () => {
    const [former, elsewhere] = [await signedIn(), await signedIn()];
    const { email } = await createUser(app);
    await signIn(email, former.headers).expect(200);
    await me(former.headers).expect(401);
    await me(elsewhere.headers).expect(200);
  });

  it('keeps the session before when the password is wrong', async () => {
    const { headers, user } = await signedIn();
    const body = { email: user.email, password: 'wrong' };
    const answer = await app.http.post(`${auth}/session`).set(headers).send(body).expect(401);
    expect(cookiesOf(answer.headers)).toEqual([]);
    await me(headers).expect(200);
  });

  it('stores nothing that works as a cookie', async () => {
    const { email } = await createUser(app);
    const secret = secretOf(await signIn(email).expect(200));
    const { manager } = app.context.dataSource;
    const cookies = await manager.find(SessionCookie);
    const sessions = await manager.find(AuthSession);
    expect(JSON.stringify([cookies, sessions])).not.toContain(secret);
    for (const stored of [...cookies.map(({ hash }) => hash), sessions[0]?.tokenHash ?? '']) {
      await me(cookieHeader(stored)).expect(401);
    }
  });

  it('wants JSON', async () => {
    await app.http.post(`${auth}/session`).type('form').send('email=a&password=b').expect(415);
    await app.http.get(`${auth}/session`).expect(405);
  });
});

describe('a cookie', () => {
  it('is nobody’s when it is over or none of ours: no error, and not taken away', async () => {
    const { headers: over, sessionId } = await signedIn();
    await app.context.dataSource.manager.delete(AuthSession, { id: sessionId });
    for (const headers of [over, cookieHeader(planted), { Cookie: '__Host-session=' }]) {
      const { email } = await createUser(app);
      await me(headers).expect(401);
      await signIn(email, headers).expect(200);
      const { headers: answered } = await app.http.get('/health/live').set(headers).expect(200);
      expect(cookiesOf(answered)).toEqual([]);
    }
  });

  it('is none where there are two of them, or where it is called something like it', async () => {
    const { headers } = await signedIn();
    const { Cookie = '' } = headers;
    await me({ Cookie: `theme=dark; ${Cookie}; lang=en` }).expect(200);
    await me({ Cookie: `${Cookie}; __Host-session=${planted}` }).expect(401);
    await me({ Cookie: Cookie.replace('__Host-session', 'session') }).expect(401);
    await me({ Cookie: `x${Cookie}` }).expect(401);
  });

  it('counts less than an Authorization header', async () => {
    const { headers } = await signedIn();
    await me({ ...headers, Authorization: 'Bearer nonsense' }).expect(401);
  });

  it('is over as soon as the account is disabled, and has the role of the row', async () => {
    const { headers, user } = await signedIn();
    const { manager } = app.context.dataSource;
    await app.http.get('/api/v1/users').set(headers).expect(403);
    await manager.update(User, { id: user.id }, { role: 'admin' });
    await app.http.get('/api/v1/users').set(headers).expect(200);
    await manager.update(User, { id: user.id }, { disabled: true });
    await me(headers).expect(401);
  });

  it('is good for half an hour without use, and counts its use once a minute', async () => {
    const one = await signedIn();
    const { manager } = app.context.dataSource;
    const lastUse = async () =>
      (await manager.findOneByOrFail(AuthSession, { id: one.sessionId })).lastUsedAt.getTime();
    await age(one, 'last_used_at', 29);
    await me(one.headers).expect(200);
    const used = await lastUse();
    expect(Date.now() - used).toBeLessThan(60_000);
    await me(one.headers).expect(200);
    expect(await lastUse()).toBe(used);
    await age(one, 'last_used_at', 31);
    await me(one.headers).expect(401);
  });

  it('is over after its time, however much it is used', async () => {
    const one = await signedIn();
    await age(one, 'expires_at', 0);
    await me(one.headers).expect(401);
  });

  it('is given for twelve hours', async () => {
    const { email, id } = await createUser(app);
    await signIn(email).expect(200);
    const { manager } = app.context.dataSource;
    const { expiresAt } = await manager.findOneByOrFail(AuthSession, { userId: id });
    const hours = (expiresAt.getTime() - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(11.9);
    expect(hours).toBeLessThanOrEqual(12);
  });
});

describe('DELETE /auth/session', () => {
  it('ends the session on the server, and clears the cookie', async () => {
    const { headers } = await signedIn();
    const answer = await signOut(headers).expect(204);
    expect(cookiesOf(answer.headers)).toEqual([
      '__Host-session=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
    ]);
    await me(headers).expect(401);
    await signOut(headers).expect(204);
    await signOut({}).expect(204);
  });
});

describe('GET /auth/sessions', () => {
  it('lists the live sessions of the caller alone, with the current one marked', async () => {
    const one = await signedIn();
    const [other, idle, over] = [
      await openCookie(app, one.user),
      await openCookie(app, one.user),
      await openCookie(app, one.user),
    ];
    await signedIn();
    await age(idle, 'last_used_at', 31);
    await age(over, 'expires_at', 1);
    const { body } = await sessionsOf(one.headers).expect(200);
    const rows: { id: string; current: boolean }[] = body.data;
    expect(new Map(rows.map(({ id, current }) => [id, current]))).toEqual(
      new Map([
        [one.sessionId, true],
        [other.sessionId, false],
      ]),
    );
    expect(rows[0]).toEqual({
      id: expect.any(String),
      kind: 'cookie',
      current: expect.any(Boolean),
      createdAt: expect.any(String),
      lastUsedAt: expect.any(String),
    });
    await app.http.get(`${auth}/sessions`).expect(401);
  });
});

describe('DELETE /auth/sessions/{id}', () => {
  it('ends one session', async () => {
    const one = await signedIn();
    const other = await openCookie(app, one.user);
    await revoke(other.sessionId, one.headers).expect(204);
    await me(other.headers).expect(401);
    await me(one.headers).expect(200);
    await revoke(other.sessionId, one.headers).expect(404);
  });

  it('knows nothing of those of others', async () => {
    const [one, stranger] = [await signedIn(), await signedIn()];
    for (const id of [stranger.sessionId, randomUUID()]) {
      const { body } = await revoke(id, one.headers).expect(404);
      expect(body.detail).toBe('There is no session with this id.');
    }
    await me(stranger.headers).expect(200);
    await revoke('nonsense', one.headers).expect(400);
    await app.http.delete(`${auth}/sessions/${one.sessionId}`).expect(401);
  });

  it('ends it once, whoever asks at the same time', async () => {
    const one = await signedIn();
    const other = await openCookie(app, one.user);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => revoke(other.sessionId, one.headers)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 404, 404, 404, 404]);
  });
});

describe('a new password', () => {
  it('comes with a new cookie; the one before and all other sessions are over', async () => {
    const one = await signedIn();
    const other = await openCookie(app, one.user);
    const body = { currentPassword: password, newPassword: 'another fine passphrase' };
    const change = app.http.post(`${auth}/change-password`).set(one.headers).send(body);
    const renewed = byCookie.credentialsOf(await change.expect(204));
    await me(renewed).expect(200);
    await me(one.headers).expect(401);
    await me(other.headers).expect(401);
    const { body: listed } = await sessionsOf(renewed).expect(200);
    expect(listed.data).toMatchObject([{ id: one.sessionId, current: true }]);
  });

  it('that is refused leaves the cookie as it is', async () => {
    const one = await signedIn();
    const body = { currentPassword: 'wrong', newPassword: 'another fine passphrase' };
    const change = app.http.post(`${auth}/change-password`).set(one.headers).send(body);
    expect(cookiesOf((await change.expect(422)).headers)).toEqual([]);
    await me(one.headers).expect(200);
  });
});

it('puts no cookie into the log', async () => {
  const { email } = await createUser(app);
  const answer = await signIn(email).expect(200);
  await me(byCookie.credentialsOf(answer)).expect(200);
  const lines = JSON.stringify(app.logs);
  expect(lines).toContain('/api/v1/auth/me');
  expect(lines).not.toContain(secretOf(answer));
});
