import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { KnownAddressRepository } from '../../src/modules/account-email/known-address.repository.js';
import { SCHEMA } from '../../src/platform/jobs/boss.js';
import { resetByMail } from '../account-email/reset-by-mail.js';
import { sentMail } from '../mail/outbox.js';
import { startApp, type TestApp } from '../support/app.js';
import {
  createUser,
  credentialsOf,
  login,
  openSession,
  password,
  registration,
} from '../support/sign-in.js';
import { signInMethods } from '../support/sign-in-methods.js';
import { Issuer } from './issuer.js';

const base = '/api/v1/auth';

let issuer: Issuer;
let app: TestApp;
beforeAll(async () => {
  issuer = await Issuer.start();
  app = await startApp({ env: issuer.env });
});
beforeEach(() =>
  app.context.dataSource.query(`DELETE FROM ${SCHEMA}.job WHERE name = 'send-mail'`),
);
afterAll(async () => {
  await app.close();
  await issuer.stop();
});

/** Somebody of whom the provider says that the address is theirs, or that they only say so. */
async function signInBy(email: string, isVerified: boolean, sub: string = randomUUID()) {
  const { body } = await app.http.post(`${base}/providers/oidc/start`).send({}).expect(200);
  const person = { sub, email, email_verified: isVerified, name: 'Marie' };
  const { code, state } = issuer.signIn(body.authorizationUrl, person);
  const { email: _email, password: _password, name: _name, ...profile } = registration(email);
  const end = signInMethods[0]?.path.split('/').at(-1);
  return app.http
    .post(`${base}/providers/oidc/${end}`)
    .send({ flow: body.flow, code, state, profile });
}

const namesTo = async (email: string): Promise<string[]> =>
  (await sentMail(app.context)).filter(({ to }) => to === email).map(({ message }) => message);

it('an account of an address that both sides have confirmed is theirs', async () => {
  const { id, email } = await createUser(app);
  const answer = await signInBy(email.toUpperCase(), true);
  expect(answer.status).toBe(200);
  const me = await app.http.get(`${base}/me`).set(credentialsOf(answer)).expect(200);
  expect(me.body.id).toBe(id);
  expect((await login(app, email, password)).status).toBe(200);
  expect(await namesTo(email)).toEqual([]);
});

it('an account whose address either side has not confirmed is not theirs', async () => {
  const confirmed = await createUser(app);
  expect((await signInBy(confirmed.email, false)).status).toBe(409);
  const squatted = `${randomUUID()}@example.com`;
  await app.http.post(`${base}/register`).send(registration(squatted)).expect(201);
  expect((await signInBy(squatted, true)).status).toBe(409);
});

it.each([
  ['confirmed', true, []],
  ['not confirmed', false, ['verify-address']],
])('the address of a new account is %s as the provider says', async (_name, isVerified, mails) => {
  const email = `${randomUUID()}@example.com`;
  const answer = await signInBy(email, isVerified);
  expect(answer.status).toBe(200);
  const { body } = await app.http.get(`${base}/me`).set(credentialsOf(answer)).expect(200);
  const addresses = new KnownAddressRepository(app.context.dataSource.manager);
  expect(await addresses.isVerified({ userId: body.id, email })).toBe(isVerified);
  expect(await namesTo(email)).toEqual(mails);
});

it('whoever opened an account with the address of another is out once that one resets the password', async () => {
  const email = `${randomUUID()}@example.com`;
  const squatter = randomUUID();
  expect((await signInBy(email, false, squatter)).status).toBe(200);
  await resetByMail(app, email, 'another fine passphrase');
  expect((await signInBy(email, false, squatter)).status).toBe(409);

  const owner = await createUser(app);
  const sub = randomUUID();
  expect((await signInBy(owner.email, true, sub)).status).toBe(200);
  await resetByMail(app, owner.email, 'another fine passphrase');
  expect((await signInBy(owner.email, false, sub)).status).toBe(200);
});

it('a provider is linked once the address of the account is confirmed', async () => {
  const email = `${randomUUID()}@example.com`;
  await app.http.post(`${base}/register`).send(registration(email)).expect(201);
  const headers = credentialsOf(await login(app, email, password));
  expect((await linkTo(headers)).body.detail).toMatch(/not confirmed/);
  const confirmed = await openSession(app, await createUser(app));
  expect((await linkTo(confirmed.headers)).status).toBe(201);
});

async function linkTo(headers: Readonly<Record<string, string>>) {
  const start = `${base}/identities/oidc/start`;
  const { body } = await app.http.post(start).set(headers).send({}).expect(200);
  const { code, state } = issuer.signIn(body.authorizationUrl, { sub: randomUUID() });
  const proof = { flow: body.flow, code, state };
  return app.http.post(`${base}/identities/oidc`).set(headers).send(proof);
}
