import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SCHEMA } from '../../src/platform/jobs/boss.js';
import type { Mailing } from '../../src/platform/mail/mailing.js';
import { sentMail } from '../mail/outbox.js';
import { startApp, type TestApp } from '../support/app.js';
import {
  createUser,
  credentialsOf,
  login as loginTo,
  password,
  registration,
  signIn,
} from '../support/sign-in.js';
import { resetByMail } from './reset-by-mail.js';

const base = '/api/v1/auth';
const newPassword = 'another fine passphrase';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
beforeEach(() =>
  app.context.dataSource.query(`DELETE FROM ${SCHEMA}.job WHERE name = 'send-mail'`),
);
afterAll(() => app.close());

const address = () => `${randomUUID()}@example.com`;
const post = (path: string, body: object, headers: object = {}) =>
  app.http
    .post(`${base}/${path}`)
    .set({ ...headers })
    .send(body);
const login = (email: string, word = password) => loginTo(app, email, word);

/** What came to an address: the messages, and the token of the last one. */
async function mailTo(email: string): Promise<{ names: string[]; token: string; last?: Mailing }> {
  const own = (await sentMail(app.context)).filter(({ to }) => to === email);
  const last = own.at(-1);
  const [, token = ''] = /#token=([\w-]+)/.exec(last?.text ?? '') ?? [];
  return { names: own.map(({ message }) => message), token, ...(last && { last }) };
}

const isVerified = async (headers: object): Promise<boolean> =>
  (
    await app.http
      .get(`${base}/email`)
      .set({ ...headers })
      .expect(200)
  ).body.isVerified;

/** Somebody who has registered, and has not read their mail yet. */
async function registered() {
  const email = address();
  const { body } = await post('register', registration(email)).expect(201);
  const headers = credentialsOf(await login(email));
  return { id: String(body.id), email, headers, token: (await mailTo(email)).token };
}

describe('an address', () => {
  it('is confirmed by the link that a registration sends, once', async () => {
    const email = address();
    await post('register', registration(email)).expect(201);
    const { names, token, last } = await mailTo(email);
    expect(names).toEqual(['verify-address']);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(last?.text).toContain('https://app.example.com/verify-email#token=');
    expect(`${last?.text}${last?.html}`).not.toContain('Marie');

    const headers = credentialsOf(await login(email));
    expect(await isVerified(headers)).toBe(false);
    await post('email/verification/confirm', { token }).expect(204);
    expect(await isVerified(headers)).toBe(true);
    await post('email/verification/confirm', { token }).expect(422);
    await post('email/verification', {}, headers).expect(202);
    expect((await mailTo(email)).names).toEqual([]);
  });

  it('is confirmed by the newest link', async () => {
    const { email, headers, token } = await registered();
    await post('email/verification', {}, headers).expect(202);
    const second = await mailTo(email);
    await post('email/verification/confirm', { token }).expect(422);
    await post('email/verification/confirm', { token: second.token }).expect(204);
  });

  it('is confirmed by a new password that a link to it was for', async () => {
    const { email } = await registered();
    await resetByMail(app, email, newPassword);
    expect(await isVerified(credentialsOf(await login(email, newPassword)))).toBe(true);
  });

  it('is confirmed before its owner is given a role', async () => {
    const admin = await signIn(app, { role: 'admin' });
    const { id, token } = await registered();
    const give = (role: string) =>
      app.http
        .patch(`/api/v1/users/${id}`)
        .set({ ...admin.headers })
        .send({ role });
    expect((await give('admin').expect(409)).body.detail).toMatch(/not confirmed/);
    await give('user').expect(200);
    await post('email/verification/confirm', { token }).expect(204);
    await give('admin').expect(200);
  });

  it('is told of a change of the password', async () => {
    const { user, headers } = await signIn(app);
    const change = { currentPassword: password, newPassword };
    await post('change-password', change, headers).expect(204);
    expect((await mailTo(user.email)).names).toEqual(['password-changed']);
  });

  it('is not confirmed by a link for something else', async () => {
    const { user } = await signIn(app);
    await post('password-reset', { email: user.email }).expect(202);
    const { token } = await mailTo(user.email);
    await post('email/verification/confirm', { token }).expect(422);
    await post('email/change/confirm', { token }).expect(422);
  });
});

describe('a password', () => {
  it('is reset by a link, which ends all sessions and is told', async () => {
    const { user, headers } = await signIn(app);
    await post('password-reset', { email: user.email }).expect(202);
    const { names, token } = await mailTo(user.email);
    expect(names).toEqual(['reset-password']);

    await post('password-reset/confirm', { token, newPassword: 'password1234' }).expect(422);
    await post('password-reset/confirm', { token, newPassword }).expect(204);
    await app.http.get(`${base}/me`).set(headers).expect(401);
    await login(user.email).expect(401);
    await login(user.email, newPassword).expect(200);
    expect((await mailTo(user.email)).names).toEqual(['password-reset']);
  });

  it('is reset once, by whoever comes first', async () => {
    const user = await createUser(app);
    await post('password-reset', { email: user.email }).expect(202);
    const { token } = await mailTo(user.email);
    const words = Array.from({ length: 5 }, (_, at) => `${newPassword} ${at}`);
    const tries = words.map((word) =>
      post('password-reset/confirm', { token, newPassword: word }).then(({ status }) => status),
    );
    expect((await Promise.all(tries)).toSorted()).toEqual([204, 422, 422, 422, 422]);
  });

  it('is not reset when the link is too old', async () => {
    const user = await createUser(app);
    await post('password-reset', { email: user.email }).expect(202);
    const { token } = await mailTo(user.email);
    const { dataSource } = app.context;
    const [{ left }] = await dataSource.query(
      'SELECT extract(epoch FROM expires_at - now()) AS left FROM email_tokens WHERE user_id = $1',
      [user.id],
    );
    expect(Number(left)).toBeLessThanOrEqual(1_800);
    await dataSource.query('UPDATE email_tokens SET expires_at = now() WHERE user_id = $1', [
      user.id,
    ]);
    await post('password-reset/confirm', { token, newPassword }).expect(422);
  });

  it('is asked for with the same answer and the same work where there is no account', async () => {
    const [known, unknown] = [(await createUser(app)).email, address()];
    const answers = [];
    for (const email of [known, unknown]) {
      const { status, body, headers } = await post('password-reset', { email });
      answers.push([status, body, Object.keys(headers).toSorted()]);
    }
    expect(answers[0]).toEqual(answers[1]);
    const jobs = await app.context.dataSource.query(
      `SELECT data ->> 'message' AS message FROM ${SCHEMA}.job WHERE name = 'send-mail'`,
    );
    expect(jobs).toEqual([{ message: 'reset-password' }, { message: 'reset-password' }]);
    const sent = await sentMail(app.context);
    expect(sent.map(({ to }) => to)).toEqual([known]);
  });

  it('has no link in the database that anybody could use', async () => {
    const user = await createUser(app);
    await post('password-reset', { email: user.email }).expect(202);
    const { token } = await mailTo(user.email);
    const { dataSource } = app.context;
    const rows = await dataSource.query(
      `SELECT t::text AS row FROM email_tokens t UNION ALL SELECT j::text FROM ${SCHEMA}.job j`,
    );
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(app.logs)).not.toContain(token);
  });

  it('link does not lead to where a request says', async () => {
    const user = await createUser(app);
    const headers = { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' };
    await post('password-reset', { email: user.email }, headers).expect(202);
    const { last } = await mailTo(user.email);
    expect(`${last?.text}${last?.html}`).not.toContain('evil');
    expect(last?.text).toContain('https://app.example.com/reset-password#token=');
  });
});

describe('a new address', () => {
  it('is used once it is confirmed, which is told to the old one', async () => {
    const { user, headers } = await signIn(app);
    const [old, email] = [user.email, address()];
    await post('email/change', { email, currentPassword: 'wrong' }, headers).expect(422);
    await post('email/change', { email, currentPassword: password }, headers).expect(202);
    await login(old).expect(200);
    const { names, token } = await mailTo(email);
    expect(names).toEqual(['confirm-address']);

    await post('email/change/confirm', { token }).expect(204);
    await app.http.get(`${base}/me`).set(headers).expect(401);
    await login(old).expect(401);
    const answer = await login(email).expect(200);
    expect(await isVerified(credentialsOf(answer))).toBe(true);
    expect((await mailTo(old)).names).toEqual(['address-changed']);
    await post('email/change/confirm', { token }).expect(422);
  });

  it('makes links to the old one void', async () => {
    const { user, headers } = await signIn(app);
    await post('password-reset', { email: user.email }).expect(202);
    const reset = await mailTo(user.email);
    const email = address();
    await post('email/change', { email, currentPassword: password }, headers).expect(202);
    const change = await mailTo(email);
    await post('email/change/confirm', { token: change.token }).expect(204);
    await post('password-reset/confirm', { token: reset.token, newPassword }).expect(422);
  });

  it('is not used by a link of before the password was changed', async () => {
    const { user, headers } = await signIn(app);
    const email = address();
    await post('email/change', { email, currentPassword: password }, headers).expect(202);
    const change = await mailTo(email);
    await post('password-reset', { email: user.email }).expect(202);
    const { token } = await mailTo(user.email);
    await post('password-reset/confirm', { token, newPassword }).expect(204);
    await post('email/change/confirm', { token: change.token }).expect(422);
  });

  it('is refused where it is taken', async () => {
    const { headers } = await signIn(app);
    const { email } = await createUser(app);
    await post('email/change', { email, currentPassword: password }, headers).expect(202);
    const { token } = await mailTo(email);
    await post('email/change/confirm', { token }).expect(409);
  });
});

it('attempts are counted', async () => {
  const other = await startApp({ env: { AUTH_RATE_LIMIT_MAX: '3' } });
  const statuses: number[] = [];
  for (let count = 0; count < 4; count += 1) {
    const { status } = await other.http.post(`${base}/password-reset`).send({ email: address() });
    statuses.push(status);
  }
  const token = 'x'.repeat(43);
  for (let count = 0; count < 4; count += 1) {
    const body = { token, newPassword };
    const { status } = await other.http.post(`${base}/password-reset/confirm`).send(body);
    statuses.push(status);
  }
  await other.close();
  expect(statuses).toEqual([202, 202, 202, 429, 422, 422, 422, 429]);
});
