import { MemoryStore } from 'express-rate-limit';
import { expect, it } from 'vitest';
import type { Connection } from '../../src/platform/connection.js';
import { startApp } from '../support/app.js';
import { login } from '../support/sign-in.js';

it('an attempt is counted in the store of a connection, without any address', async () => {
  const keys: string[] = [];
  class SpyStore extends MemoryStore {
    override increment(key: string) {
      keys.push(key);
      return super.increment(key);
    }
  }
  const names: string[] = [];
  const connection: Connection = {
    name: 'The store',
    ping: () => Promise.resolve(),
    close: () => Promise.resolve(),
    rateLimitStore: (name) => {
      names.push(name);
      return new SpyStore();
    },
  };
  const app = await startApp({ connections: [connection] });
  await login(app, 'marie@example.com', 'wrong').expect(401);
  await app.close();
  expect(names).toEqual(expect.arrayContaining(['login', 'login-account', 'login-ip']));
  expect(keys.length).toBeGreaterThan(1);
  expect(keys.join()).not.toContain('marie');
});
