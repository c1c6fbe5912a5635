import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { runSeeds } from '../../src/database/seed.js';
import { User } from '../../src/modules/users/user.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { createUser } from '../support/sign-in.js';
import { testEnvironment } from '../support/environment.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const command = ['--import', 'tsx', 'src/modules/users/promote-command.ts'];

async function promote(...emails: string[]): Promise<string> {
  const env = { ...testEnvironment, DATABASE_URL: inject('databaseUrl') };
  const { stdout } = await promisify(execFile)(process.execPath, [...command, ...emails], { env });
  return stdout;
}

describe('npm run user:promote', () => {
  it('makes an admin of a user, in whatever case the address is given', async () => {
    const { id, email } = await createUser(app);
    expect(await promote(email.toUpperCase())).toBe(`${email} is an admin now.\n`);
    const { manager } = app.context.dataSource;
    expect(await manager.findOneBy(User, { id })).toMatchObject({ role: 'admin' });
  });

  it('says who is not there, and how it is used', async () => {
    await expect(promote('nobody@example.com')).rejects.toMatchObject({
      code: 1,
      stderr: 'There is no user with the address nobody@example.com.\n',
    });
    await expect(promote()).rejects.toMatchObject({ code: 2 });
  });
});

describe('npm run seed', () => {
  it('makes an admin and a user with passwords of their own, once', async () => {
    const lines = await runSeeds(app.context);
    for (const email of ['admin@example.com', 'user@example.com']) {
      const password = lines
        .find((line) => line.includes(email))
        ?.split(/\s+/)
        .at(-1);
      expect(password).toMatch(/^[\w-]{20}$/);
      await app.http.post('/api/v1/auth/login').send({ email, password }).expect(200);
    }
    expect((await runSeeds(app.context)).join('\n')).not.toContain('admin@example.com');
  });

  it('is refused in production', async () => {
    const config = { ...app.context.config, NODE_ENV: 'production' as const };
    await expect(runSeeds({ ...app.context, config })).rejects.toThrow(/production/);
  });
});
