import { MemoryStore } from 'express-rate-limit';
import supertest from 'supertest';
import { expect, it } from 'vitest';
import { createApp } from '../../src/app.js';
import { listen, startContext, stop } from '../support/app.js';

it('an attempt is counted in the store that is handed in, without any address', async () => {
  const keys: string[] = [];
  class SpyStore extends MemoryStore {
    override increment(key: string) {
      keys.push(key);
      return super.increment(key);
    }
  }
  const { context } = await startContext();
  const names: string[] = [];
  const rateLimitStore = (name: string) => {
    names.push(name);
    return new SpyStore();
  };
  const { server, port } = await listen(createApp({ ...context, rateLimitStore }));
  await supertest(`http://127.0.0.1:${port}`)
    .post('/api/v1/auth/login')
    .send({ email: 'marie@example.com', password: 'wrong' })
    .expect(401);
  await stop(server);
  await context.dataSource.destroy();
  expect(names).toEqual(expect.arrayContaining(['login-account', 'login-ip']));
  expect(keys.length).toBeGreaterThan(1);
  expect(keys.join()).not.toContain('marie');
});
