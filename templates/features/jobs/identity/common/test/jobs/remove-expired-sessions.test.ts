import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { removeExpiredSessions } from '../../src/modules/auth/remove-expired-sessions.job.js';
import { AuthSession } from '../../src/modules/users/session.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { signIn } from '../support/sign-in.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

it('removes sessions that have expired, and no others', async () => {
  const sessions = app.context.dataSource.getRepository(AuthSession);
  const [over, live] = [await signIn(app), await signIn(app)];
  await sessions.update({ id: over.sessionId }, { expiresAt: new Date(Date.now() - 1_000) });

  const run = { id: randomUUID(), attempt: 1, signal: AbortSignal.timeout(10_000) };
  await removeExpiredSessions.handle({}, run, app.context);
  // It may run twice.
  await removeExpiredSessions.handle({}, run, app.context);
  expect((await sessions.find()).map(({ id }) => id)).toEqual([live.sessionId]);
});
