import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import {
  createUser,
  login as loginTo,
  password,
  registration,
  signIn,
} from '../support/sign-in.js';

const auth = '/api/v1/auth';
let app: TestApp;
afterEach(() => app.close());

const start = async (env: Record<string, string> = {}): Promise<void> => {
  app = await startApp({ env: { AUTH_RATE_LIMIT_MAX: '3', ...env } });
};
const login = (email: string, given: string, from = '203.0.113.1') =>
  loginTo(app, email, given).set('X-Forwarded-For', from);

/** Statuses of one request after the other. */
async function statuses(count: number, send: (index: number) => Promise<{ status: number }>) {
  const found: number[] = [];
  for (let index = 0; index < count; index += 1) found.push((await send(index)).status);
  return found;
}

const anybody = (): string => `${randomUUID()}@example.com`;

describe('attempts to log in', () => {
  it('are counted per address, and X-Forwarded-For gives nobody a new one', async () => {
    await start();
    const spoofed = (index: number) => login(anybody(), 'wrong', `203.0.113.${index}`);
    expect(await statuses(4, spoofed)).toEqual([401, 401, 401, 429]);
    const { body, headers, type } = await spoofed(9);
    expect(type).toBe('application/problem+json');
    expect(body).toMatchObject({ status: 429, requestId: expect.any(String) });
    expect(body.detail).toMatch(/try again/i);
    expect(Number(headers['retry-after'])).toBeGreaterThan(800);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(900);
    expect(headers).not.toHaveProperty('x-ratelimit-remaining');
  });

  it('are counted per account behind a proxy, in whatever case, known or not, right or wrong', async () => {
    await start({ TRUST_PROXY: '1' });
    for (const email of [(await createUser(app)).email, anybody()]) {
      const spellings = [email, email.toUpperCase(), ` ${email} `];
      const attempt = (index: number) =>
        login(spellings[index % 3] ?? '', 'wrong', `203.0.113.${index}`);
      expect(await statuses(4, attempt)).toEqual([401, 401, 401, 429]);
      expect((await login(email, password, '203.0.113.77')).status).toBe(429);
    }
  });

  it('are not forgiven by a good one', async () => {
    await start({ TRUST_PROXY: '1' });
    const { email } = await createUser(app);
    expect((await login(email, 'wrong')).status).toBe(401);
    expect((await login(email, password)).status).toBe(200);
    expect((await login(email, password)).status).toBe(200);
    expect((await login(email, password)).status).toBe(429);
  });

  it('of others do not lock out an owner who is at home, or a neighbour', async () => {
    await start({ TRUST_PROXY: '1' });
    const [{ email }, neighbour] = [await createUser(app), await createUser(app)];
    const home = '198.51.100.1';
    // One attacker, who never gets at the last attempt of everybody.
    expect(await statuses(4, () => login(email, 'wrong'))).toEqual([401, 401, 401, 429]);
    expect((await login(neighbour.email, password)).status).toBe(200);
    expect((await login(email, password, home)).status).toBe(200);
    // Many, and an owner who has been here before.
    await statuses(9, (index) => login(email, 'wrong', `203.0.113.${index + 10}`));
    expect((await login(email, password, '203.0.113.99')).status).toBe(429);
    expect((await login(email, password, home)).status).toBe(200);
  });

  it('with a bad body count too', async () => {
    await start();
    const bad = () => loginTo(app, 'nobody').send({ email: 1 });
    expect(await statuses(4, bad)).toEqual([422, 422, 422, 429]);
  });
});

describe('other attempts', () => {
  it('to register are limited', async () => {
    await start();
    const register = () => app.http.post(`${auth}/register`).send(registration(anybody()));
    expect(await statuses(4, register)).toEqual([201, 201, 201, 429]);
  });

  it('to change a password are limited, per account too', async () => {
    await start({ TRUST_PROXY: '1' });
    const { headers } = await signIn(app);
    const change = (index: number) =>
      app.http
        .post(`${auth}/change-password`)
        .set({ ...headers, 'X-Forwarded-For': `203.0.113.${index}` })
        .send({ currentPassword: 'wrong', newPassword: 'another fine passphrase' });
    expect(await statuses(4, change)).toEqual([422, 422, 422, 429]);
  });

  it('do not use up the attempts to log in', async () => {
    await start();
    const { headers } = await signIn(app);
    const body = { currentPassword: 'wrong', newPassword: 'another fine passphrase' };
    const change = () => app.http.post(`${auth}/change-password`).set(headers).send(body);
    expect(await statuses(4, change)).toEqual([422, 422, 422, 429]);
    expect((await login(anybody(), 'wrong')).status).toBe(401);
  });
});
