import { expect, it } from 'vitest';
import { startApp } from '../support/app.js';
import { createUser } from '../support/sign-in.js';
import { openTokens } from '../support/token-sign-in.js';

it('a key ends no session by logging out', async () => {
  const app = await startApp();
  const { headers, refreshToken } = await openTokens(app, await createUser(app));
  const wanted = { name: 'Import', scopes: ['*'], expiresAt: null };
  const { body } = await app.http
    .post('/api/v1/auth/api-keys')
    .set(headers)
    .send(wanted)
    .expect(201);
  const key = { Authorization: `Bearer ${body.key}` };
  await app.http.post('/api/v1/auth/logout').set(key).send({ refreshToken: 'x' }).expect(204);
  await app.http.get('/api/v1/auth/me').set(headers).expect(200);
  const answer = await app.http.post('/api/v1/auth/refresh').send({ refreshToken });
  expect(answer.status).toBe(200);
  await app.close();
});
