// npm run fuzz -- [--resources 300] [--framework nest] [--seed 7] [--per-project 50] [--shrink 120] [--until types] [--postgres <url>]:
// law 11 by hand.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({
  options: {
    resources: { type: 'string', default: '300' },
    framework: { type: 'string', default: 'express' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    'per-project': { type: 'string', default: '50' },
    shrink: { type: 'string', default: '120' },
    until: { type: 'string', default: 'http' },
    postgres: { type: 'string' },
  },
});
const { framework, postgres, until } = values;
const [resources, perProject, shrink] = ['resources', 'per-project', 'shrink'].map((name) =>
  Number(values[name]),
);
const seeds = values.seed.split(',').map(Number);
if (![resources, perProject, shrink, ...seeds].every(Number.isSafeInteger)) {
  console.error(
    'Give --resources, --seed, --per-project and --shrink (seconds for each fault) whole numbers.',
  );
  process.exit(2);
}
console.log(
  `npm run fuzz -- --framework ${framework} --resources ${resources} --per-project ${perProject} --seed ${seeds.join()}`,
);
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', '--config', 'vitest.fuzz.config.ts'], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    PLINTH_FUZZ: JSON.stringify({ framework, resources, seeds, perProject, shrink, until }),
    ...(postgres !== undefined && { PLINTH_TEST_POSTGRES: postgres }),
  },
});
process.exitCode = status === 0 ? 0 : 1;
