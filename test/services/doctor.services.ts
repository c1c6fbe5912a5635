import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Subject } from '../bar/subject.js';
import { linkDependencies } from '../support/dependencies.js';
import { openDatabase, type TestDatabase } from '../support/database.js';
import { generate, type Project } from '../support/generated.js';
import { root } from '../support/installed.js';
import { run } from '../support/run.js';

interface Told {
  readonly findings: readonly { readonly code: string; readonly message: string }[];
  readonly passed: readonly string[];
}

describe('plinth doctor, with a real port and a real PostgreSQL', () => {
  let project: Project;
  let database: TestDatabase;
  let subject: Subject;

  beforeAll(async () => {
    [project, database] = await Promise.all([generate(['--preset', 'blog']), openDatabase()]);
    await linkDependencies(project.dir);
    subject = new Subject(project, database.url);
  });
  afterAll(async () => {
    await subject?.close();
    await database?.close();
    project?.remove();
  });

  async function doctor(env: Readonly<Record<string, string>>): Promise<Told> {
    const plinth = join(root, 'dist', 'bin', 'plinth.js');
    const { stdout } = await run(process.execPath, [plinth, 'doctor', '--json'], {
      cwd: project.dir,
      env: { PORT: '0', ...env },
    });
    return JSON.parse(stdout) as Told;
  }

  const found = ({ findings }: Told, code: string): string | undefined =>
    findings.find((finding) => finding.code === code)?.message;

  it('logs in, and counts the migrations before and after they are run', async () => {
    const env = { DATABASE_URL: database.url };
    const before = await doctor(env);
    expect(before.passed).toContainEqual(expect.stringMatching(/^PostgreSQL \d+\S* lets the service in$/));
    expect(found(before, 'pending-migrations')).toMatch(/has not had 5 migrations: CreateUsers/);
    await subject.migrate();
    const after = await doctor(env);
    expect(found(after, 'pending-migrations')).toBeUndefined();
    expect(after.passed).toContain('The database has had all 5 migrations');
  });

  it('says that there is no such database, and that nothing listens', async () => {
    const url = new URL(database.url);
    url.pathname = '/plinth_is_not_there';
    const refused = found(await doctor({ DATABASE_URL: url.href }), 'refused-by-database');
    expect(refused).toMatch(/"plinth_is_not_there" does not exist \(3D000\)/);
    url.port = '1';
    const unreachable = found(await doctor({ DATABASE_URL: url.href }), 'unreachable-database');
    expect(unreachable).toMatch(/:1 \(DATABASE_URL\): nothing listens there\.$/);
  });

  it('does not wait for a server that never answers', async () => {
    const server = createServer(() => {}).listen(0, '127.0.0.1');
    try {
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const told = await doctor({ DATABASE_URL: `postgresql://app@127.0.0.1:${port}/app` });
      expect(JSON.stringify(told.findings)).toMatch(
        /let the service in: [^"]*timeout|it did not answer in time/,
      );
    } finally {
      server.close();
    }
  });

  it('names a port that is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    try {
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const taken = found(await doctor({ PORT: String(port) }), 'taken-port');
      expect(taken).toMatch(new RegExp(`^Port ${port} is taken`));
    } finally {
      server.close();
    }
    expect(found(await doctor({}), 'taken-port')).toBeUndefined();
  });
});
