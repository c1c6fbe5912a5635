// npm run mutation [-- --concurrency 1] [--mutate <glob,glob>] [--unnoticed]: Stryker plants small mistakes in the services and the auth of
// a generated blog, and the blog's own tests have to notice. Needs a PostgreSQL.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { createBlog, strykerModules } from './mutation/blog.mjs';
import { checkServer, dropDatabases, newPrefix } from './mutation/databases.mjs';
import { scoreTable, totalScore, unnoticed } from './mutation/score.mjs';

const MIN_SCORE = 65;
const server = process.env.PLINTH_TEST_POSTGRES ?? 'postgresql://postgres@127.0.0.1:5432/postgres';
const { values: flags } = parseArgs({
  options: {
    concurrency: { type: 'string', default: '2' },
    mutate: { type: 'string' },
    unnoticed: { type: 'boolean', default: false },
  },
});
const everything = [
  'src/modules/**/*.service.ts',
  'src/modules/auth/*.ts',
  // Lists of words and people.
  '!src/modules/auth/common-passwords.ts',
  '!src/modules/auth/demo-users.seed.ts',
];

const configuration = (modules) => ({
  testRunner: 'vitest',
  plugins: [join(modules, '@stryker-mutator', 'vitest-runner', 'dist', 'src', 'index.js')],
  mutate: flags.mutate?.split(',') ?? everything,
  vitest: { configFile: 'vitest.mutation.config.mjs', related: false },
  // There is none of this name: Stryker would read it with a compiler API that TypeScript 7 does not have.
  tsconfigFile: 'none.json',
  coverageAnalysis: 'perTest',
  // What runs once, when a file is loaded, is checked by types and by every test of the API's document.
  ignoreStatic: true,
  concurrency: Number(flags.concurrency),
  timeoutMS: 15_000,
  dryRunTimeoutMinutes: 15,
  reporters: ['dots', 'json'],
  jsonReporter: { fileName: 'mutation.json' },
  allowConsoleColors: false,
});

function mutate(dir, prefix) {
  const modules = strykerModules();
  writeFileSync(join(dir, 'stryker.config.json'), JSON.stringify(configuration(modules)));
  const { NODE_OPTIONS: _options, TEST_DATABASE_URL: _database, ...env } = process.env;
  const { status } = spawnSync(
    process.execPath,
    [join(modules, '@stryker-mutator', 'core', 'bin', 'stryker.js'), 'run'],
    {
      cwd: dir,
      stdio: 'inherit',
      env: { ...env, PLINTH_MUTATION_SERVER: server, PLINTH_MUTATION_PREFIX: prefix },
    },
  );
  if (status !== 0) throw new Error(`Stryker ended with ${status}.`);
  return JSON.parse(readFileSync(join(dir, 'mutation.json'), 'utf8'));
}

function report(result) {
  if (flags.unnoticed) process.stdout.write(`\n${unnoticed(result)}`);
  process.stdout.write(`\n${scoreTable(result)}`);
  const score = totalScore(result);
  if (score >= MIN_SCORE) return;
  process.stderr.write(`The score is ${score.toFixed(1)} %, and ${MIN_SCORE} % are asked for.\n`);
  process.exitCode = 1;
}

async function main() {
  await checkServer(server);
  const parent = mkdtempSync(join(tmpdir(), 'plinth-mutation-'));
  const prefix = newPrefix();
  try {
    report(mutate(createBlog(parent), prefix));
  } finally {
    await dropDatabases(server, prefix);
    rmSync(parent, { recursive: true, force: true });
  }
}

// An interruption ends Stryker; here it is left to clean up.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
// It takes its time, and leaves the machine to whoever waits for it.
setPriority(10);
await main();
