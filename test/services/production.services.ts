import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Client, expected } from '../bar/http.js';
import { testSecret } from '../bar/subject.js';
import { openDatabase } from '../support/database.js';
import { generate, lockfileOf } from '../support/generated.js';
import { mustRun } from '../support/run.js';
import { boot, type Service } from '../support/service.js';

const identity = ['-c', 'user.name=Plinth', '-c', 'user.email=plinth@example.com'];

/** The project committed and cloned again, so that nothing lies there that git does not have. */
async function cleanClone(): Promise<{ readonly dir: string; remove(): void }> {
  const project = await generate(['--preset', 'blog']);
  const home = mkdtempSync(join(tmpdir(), 'plinth-clone-'));
  const dir = join(home, 'api');
  try {
    writeFileSync(join(project.dir, 'package-lock.json'), await lockfileOf(project));
    const git = (...args: string[]) => mustRun('git', [...identity, ...args], { cwd: project.dir });
    await git('init', '--quiet');
    await git('add', '--all');
    await git('commit', '--quiet', '--message', 'As generated');
    await mustRun('git', ['clone', '--quiet', project.dir, dir], { cwd: home });
  } finally {
    project.remove();
  }
  return { dir, remove: () => rmSync(home, { recursive: true, force: true }) };
}

it('C4, D9 a clean clone installs, builds, migrates, serves within 10 s, and stops on SIGTERM with 0', async () => {
  const [clone, database] = await Promise.all([cleanClone(), openDatabase()]);
  const env = { NODE_ENV: 'production', DATABASE_URL: database.url, JWT_SECRET: testSecret };
  const npm = (...args: string[]) => mustRun('npm', args, { cwd: clone.dir });
  let service: Service | undefined;
  try {
    await npm('ci', '--no-audit', '--no-fund');
    await npm('run', 'build');
    await npm('prune', '--omit=dev', '--no-audit', '--no-fund');
    await mustRun(process.execPath, ['dist/database/migrate.js', 'up'], { cwd: clone.dir, env });
    service = await boot({ dir: clone.dir, remove: clone.remove }, { env, readyWithinMs: 10_000 });
    const client = new Client(service.url);
    expected(await client.get('/api/v1/posts'), 200);
    service.signal('SIGTERM');
    expect(await service.ended).toBe(0);
    client.close();
  } finally {
    await service?.stop();
    await database.close();
    clone.remove();
  }
});
