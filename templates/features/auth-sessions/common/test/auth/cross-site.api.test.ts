import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { cookiesOf, openCookie } from '../support/cookie-sign-in.js';
import { createUser, password } from '../support/sign-in.js';
import type { Headers } from '../support/sign-in-method.js';

const auth = '/api/v1/auth';
const listed = 'https://app.example.com';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { CORS_ORIGINS: listed, CORS_CREDENTIALS: 'on', TRUST_PROXY: '1' } });
});
afterAll(() => app.close());

/** As a proxy in front of the service names it. */
const own = { 'X-Forwarded-Host': 'api.example.com', 'X-Forwarded-Proto': 'https' };

const elsewhere: readonly (readonly [string, Headers])[] = [
  ['a page of another site', { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' }],
  [
    'a neighbour that is not listed',
    { 'Sec-Fetch-Site': 'same-site', Origin: 'https://x.example.com' },
  ],
  ['a page whose browser does not name it', { 'Sec-Fetch-Site': 'cross-site' }],
  ['a page of another site in an old browser', { Origin: 'https://evil.example' }],
  ['a page without an origin', { Origin: 'null' }],
  ['the same host without TLS', { Origin: 'http://api.example.com' }],
  ['another port', { Origin: 'https://api.example.com:8443' }],
  ['a browser that says something else', { 'Sec-Fetch-Site': 'same-origin, cross-site' }],
];

const here: readonly (readonly [string, Headers])[] = [
  ['a page of the service', { 'Sec-Fetch-Site': 'same-origin', Origin: 'https://api.example.com' }],
  ['the address bar', { 'Sec-Fetch-Site': 'none' }],
  ['a page that is listed', { 'Sec-Fetch-Site': 'same-site', Origin: listed }],
  ['a page of the service in an old browser', { Origin: 'https://api.example.com' }],
  ['no browser', {}],
];

async function cookie(): Promise<Headers> {
  const { headers } = await openCookie(app, await createUser(app));
  return headers;
}

describe('what changes something', () => {
  it.each(elsewhere)('is refused to %s', async (_case, from) => {
    const headers = await cookie();
    const all = { ...own, ...headers, ...from };
    const { body } = await app.http.post(`${auth}/logout-all`).set(all).expect(403);
    expect(body.detail).toMatch(/page of this service/);
    await app.http.delete(`${auth}/session`).set(all).expect(403);
    await app.http.patch('/api/v1/users/nobody').set(all).send({}).expect(403);
    await app.http.get(`${auth}/me`).set(headers).expect(200);
  });

  it.each(here)('is done for %s', async (_case, from) => {
    const headers = await cookie();
    await app.http
      .post(`${auth}/logout-all`)
      .set({ ...own, ...headers, ...from })
      .expect(204);
    await app.http.get(`${auth}/me`).set(headers).expect(401);
  });

  it('is read by anybody’s page without being changed', async () => {
    const from = { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' };
    const { headers } = await app.http
      .get(`${auth}/me`)
      .set({ ...(await cookie()), ...from })
      .expect(200);
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('signing in', () => {
  const signIn = (email: string, from: Headers) =>
    app.http
      .post(`${auth}/session`)
      .set({ ...own, ...from })
      .send({ email, password });

  it.each(elsewhere)('is refused to %s, where no cookie is there yet', async (_case, from) => {
    const { email } = await createUser(app);
    const { headers } = await signIn(email, from).expect(403);
    expect(cookiesOf(headers)).toEqual([]);
  });

  it.each(here)('is done for %s', async (_case, from) => {
    const { email } = await createUser(app);
    await signIn(email, from).expect(200);
  });
});

describe('a page of a listed origin', () => {
  it('may send cookies where that is set', async () => {
    const preflight = (target: TestApp) =>
      target.http
        .options(`${auth}/session`)
        .set({ Origin: listed, 'Access-Control-Request-Method': 'POST' })
        .expect(204);
    expect((await preflight(app)).headers).toMatchObject({
      'access-control-allow-origin': listed,
      'access-control-allow-credentials': 'true',
    });
    const closed = await startApp({ env: { CORS_ORIGINS: listed } });
    expect((await preflight(closed)).headers).not.toHaveProperty(
      'access-control-allow-credentials',
    );
    await closed.close();
  });
});
