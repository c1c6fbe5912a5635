import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { resetByMail } from '../account-email/reset-by-mail.js';
import { startApp, type TestApp } from '../support/app.js';
import { createUser, credentialsOf, login, openSession, registration } from '../support/sign-in.js';

const newPassword = 'another fine passphrase';
const keys = '/api/v1/auth/api-keys';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

async function keyOf(headers: Readonly<Record<string, string>>) {
  const body = { name: 'Import', scopes: ['users:read'], expiresAt: null };
  const { key } = (await app.http.post(keys).set(headers).send(body).expect(201)).body;
  return { Authorization: `Bearer ${key}` };
}

const statusOf = async (id: string, headers: Readonly<Record<string, string>>): Promise<number> =>
  (await app.http.get(`/api/v1/users/${id}`).set(headers)).status;

it('a key of somebody who opened the account with the address of another is void once that one resets the password', async () => {
  const email = `${randomUUID()}@example.com`;
  const { body } = await app.http
    .post('/api/v1/auth/register')
    .send(registration(email))
    .expect(201);
  const key = await keyOf(credentialsOf(await login(app, email)));
  expect(await statusOf(body.id, key)).toBe(200);
  await resetByMail(app, email, newPassword);
  expect(await statusOf(body.id, key)).toBe(401);
});

it('a key of somebody whose address is confirmed outlives a reset', async () => {
  const user = await createUser(app);
  const { headers } = await openSession(app, user);
  const key = await keyOf(headers);
  await resetByMail(app, user.email, newPassword);
  expect(await statusOf(user.id, key)).toBe(200);
});
