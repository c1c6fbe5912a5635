import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { login } from '../support/sign-in.js';
import { signInByTokens } from './signed-in-by-tokens.js';

const auth = '/api/v1/auth';
let app: TestApp;
afterEach(() => app.close());

const start = async (env: Record<string, string> = {}): Promise<void> => {
  app = await startApp({ env: { AUTH_RATE_LIMIT_MAX: '3', ...env } });
};

/** Statuses of one request after the other. */
async function statuses(count: number, send: (index: number) => Promise<{ status: number }>) {
  const found: number[] = [];
  for (let index = 0; index < count; index += 1) found.push((await send(index)).status);
  return found;
}

describe('attempts', () => {
  it('to refresh are limited', async () => {
    await start();
    const refresh = () => app.http.post(`${auth}/refresh`).send({ refreshToken: 'nonsense' });
    expect(await statuses(4, refresh)).toEqual([401, 401, 401, 429]);
  });

  it('to refresh are limited per session too, and what is no token counts for nobody', async () => {
    await start({ TRUST_PROXY: '1' });
    const refresh = (refreshToken: string) => (index: number) =>
      app.http
        .post(`${auth}/refresh`)
        .set('X-Forwarded-For', `203.0.113.${index}`)
        .send({ refreshToken });
    const guess = `${randomUUID()}.${'A'.repeat(43)}`;
    expect(await statuses(4, refresh(guess))).toEqual([401, 401, 401, 429]);
    await app.close();
    await start({ TRUST_PROXY: '1' });
    expect(await statuses(4, refresh('nonsense'))).toEqual([401, 401, 401, 401]);
  });

  it('to refresh are no matter of the address as long as they are good', async () => {
    await start();
    const sessions = await Promise.all(Array.from({ length: 5 }, () => signInByTokens(app)));
    const refresh = (index: number) =>
      app.http.post(`${auth}/refresh`).send({ refreshToken: sessions[index]?.refreshToken });
    expect(await statuses(5, refresh)).toEqual([200, 200, 200, 200, 200]);
  });

  it('do not use up the attempts to log in', async () => {
    await start();
    await statuses(4, () => app.http.post(`${auth}/refresh`).send({ refreshToken: 'nonsense' }));
    expect((await login(app, `${randomUUID()}@example.com`, 'wrong')).status).toBe(401);
  });
});
