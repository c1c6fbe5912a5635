import { rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { openDatabase } from '../../support/database.js';
import { type Finished, run } from '../../support/run.js';
import { type Check, noFlaws, noTables } from '../check.js';
import { DatabaseProxy } from '../database-proxy.js';
import type { Subject } from '../subject.js';

const AT_ONCE = 3;

const d11: Check = {
  item: 'D11',
  title:
    'migrations take as long as they need; of several runs at once one works, the others find nothing to do',
  how: 'Their sessions have limits of their own (none for statements, a short one for locks). An advisory lock keeps other runs waiting, on the embedded database a transaction.',
  async run(subject) {
    if (!subject.files.hasAuth && subject.files.resources.length === 0) return noTables;
    await subject.migrate();
    noFlaws([...(await flawsOfLimits(subject)), ...(await flawsAtOnce(subject))]);
  },
};

async function flawsOfLimits(subject: Subject): Promise<readonly string[]> {
  const proxy = await DatabaseProxy.to(subject.databaseUrl);
  try {
    const { code, stderr } = await up(subject, { DATABASE_URL: proxy.url });
    const limits = proxy.settings.map((asked) => [asked['statement_timeout'], asked['lock_timeout']].join());
    return [
      ...(code === 0 ? [] : [stderr]),
      ...limits.filter((asked) => !/^0,\d+$/.test(asked)).map((asked) => `limits of a migration: ${asked}`),
    ];
  } finally {
    await proxy.close();
  }
}

/** An embedded server has one backend for all, and cannot tell apart who has a lock: then the project's own is tried. */
async function flawsAtOnce(subject: Subject): Promise<readonly string[]> {
  const hasServer = process.env['PLINTH_TEST_POSTGRES'] !== undefined;
  const database = hasServer ? await openDatabase() : undefined;
  const env = database
    ? { DATABASE_URL: database.url }
    : { DATABASE_URL: undefined, NODE_ENV: 'development' };
  try {
    const runs = await Promise.all(Array.from({ length: AT_ONCE }, () => up(subject, env)));
    const done = runs.flatMap(({ stdout }) => stdout.match(/^up +\S+/gm) ?? []);
    return [
      ...runs.filter(({ code }) => code !== 0).map(({ stderr }) => `at once: ${stderr.slice(0, 300)}`),
      ...(done.length === 0 ? ['nobody ran the migrations'] : []),
      ...(new Set(done).size < done.length ? ['at once: a migration was run more than once'] : []),
    ];
  } finally {
    await database?.close();
    if (!hasServer) rmSync(join(subject.files.dir, '.data'), { recursive: true, force: true });
  }
}

function up(subject: Subject, env: Readonly<Record<string, string | undefined>>): Promise<Finished> {
  const all = Object.entries({ ...subject.env, ...env }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  // A build has no embedded database.
  const [program, ...args] =
    env['DATABASE_URL'] === undefined
      ? ['npm', 'run', 'migrate']
      : [process.execPath, 'dist/database/migrate.js', 'up'];
  return run(program, args, {
    cwd: subject.files.dir,
    env: Object.fromEntries(all),
  });
}

export const databaseMigrationChecks: readonly Check[] = [d11];
