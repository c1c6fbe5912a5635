// npm run bar -- --preset blog | --from spec.yaml | <folder>  [--framework nest] [--postgres <url>]: every check of the bar against one
// project.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
// Where the user is: npm itself goes to the package.
const from = process.env['INIT_CWD'] ?? process.cwd();

function fail(message) {
  console.error(
    `${message}\nUse: npm run bar -- --preset blog | --from spec.yaml | <folder>  [--framework nest] [--postgres <url>]`,
  );
  process.exit(2);
}

function read() {
  try {
    const names = ['preset', 'from', 'framework', 'postgres'];
    const options = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    return fail(error.message);
  }
}

function projectOf({ preset, from: spec, framework }, [folder, ...more]) {
  if (more.length > 0 || [preset, spec, folder].filter((one) => one !== undefined).length !== 1) {
    fail('Name one project.');
  }
  if (folder !== undefined && framework !== undefined) fail('A folder has its framework.');
  const on = framework === undefined ? [] : ['--framework', framework];
  if (preset !== undefined) return { args: ['--preset', preset, ...on] };
  const path = resolve(from, spec ?? folder);
  if (spec !== undefined)
    return existsSync(path) ? { args: ['--from', path, ...on] } : fail(`There is no ${path}.`);
  if (!existsSync(join(path, '.plinth', 'manifest.json'))) fail(`${path} holds no project of Plinth's.`);
  return { folder: path };
}

const { values, positionals } = read();
const project = projectOf(values, positionals);
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const { PLINTH_TEST_POSTGRES: _unwanted, ...env } = process.env;
const { status } = spawnSync(process.execPath, [vitest, 'run', '--config', 'vitest.table.config.ts'], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...env,
    PLINTH_BAR: JSON.stringify(project),
    ...(values.postgres !== undefined && { PLINTH_TEST_POSTGRES: values.postgres }),
  },
});
process.exitCode = status === 0 ? 0 : 1;
