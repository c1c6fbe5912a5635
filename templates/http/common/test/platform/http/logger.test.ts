import { expect, it } from 'vitest';
import { testConfig } from '../../support/test-app.js';

it('logs nothing that is called like a secret, however deep it lies', () => {
  const { logger, logs } = testConfig();
  const account = { login: 'ada', passwordHash: 'hush', refreshTokens: ['hush'], tokenCount: 3 };
  logger.info({ apiKey: 'hush', account, hooks: [{ clientSecret: 'hush' }] }, 'seen');
  logger.child({ password: 'hush' }).info('seen');
  expect(JSON.stringify(logs)).not.toContain('hush');
  expect(logs).toMatchObject([{ account: { login: 'ada', tokenCount: 3 } }, { msg: 'seen' }]);
});
