// What the blog weighs and takes, for each framework: packages and MB of node_modules, seconds to install, to type-check, to build and
// to be ready. Installs for real, so it needs the registry. Prints Markdown.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { withBuiltService } from './built-service.mjs';
import { endAll } from './processes.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = join(root, 'dist', 'bin', 'create-plinth.js');
const frameworks = ['express', 'nest'];
const runs = 3;

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

function seconds(program, args, options) {
  const began = performance.now();
  execFileSync(program, args, { stdio: 'ignore', ...options });
  return (performance.now() - began) / 1000;
}

const several = (program, args, options) =>
  median(Array.from({ length: runs }, () => seconds(program, args, options)));

function sizeOf(cwd) {
  const { packages } = JSON.parse(readFileSync(join(cwd, 'node_modules', '.package-lock.json'), 'utf8'));
  const kilobytes = execFileSync('du', ['-sk', 'node_modules'], { cwd, encoding: 'utf8' });
  return { packages: Object.keys(packages).length, megabytes: Number.parseInt(kilobytes, 10) / 1024 };
}

/** Seconds from the start of the built service to its first 200 of /health/ready, on a database that runs already. */
async function boot(start) {
  const began = performance.now();
  const service = await start();
  const ready = (performance.now() - began) / 1000;
  await service.stop();
  return ready;
}

async function medianBoot(cwd) {
  const all = [];
  await withBuiltService(cwd, async (start) => {
    for (let run = 0; run < runs; run += 1) all.push(await boot(start));
  });
  return median(all);
}

async function measure(framework) {
  const parent = mkdtempSync(join(tmpdir(), 'plinth-bench-'));
  try {
    const args = ['blog', '--framework', framework, '--preset', 'blog', '--no-install', '--no-git', '--yes'];
    execFileSync(process.execPath, [bin, ...args], { cwd: parent, stdio: 'ignore' });
    const cwd = join(parent, 'blog');
    const install = seconds('npm', ['install', '--no-audit', '--no-fund'], { cwd });
    const size = sizeOf(cwd);
    const typecheck = several('node_modules/.bin/tsc', [], { cwd });
    const build = several('node_modules/.bin/tsc', ['-p', 'tsconfig.build.json'], { cwd });
    execFileSync(process.execPath, ['scripts/create-env.mjs'], { cwd, stdio: 'ignore' });
    const ready = await medianBoot(cwd);
    execFileSync('npm', ['prune', '--omit=dev', '--no-audit', '--no-fund'], { cwd, stdio: 'ignore' });
    return { framework, install, ...size, production: sizeOf(cwd), typecheck, build, ready };
  } finally {
    await endAll();
    rmSync(parent, { recursive: true, force: true });
  }
}

const rows = [];
for (const framework of frameworks) rows.push(await measure(framework));
const s = (value) => `${value.toFixed(1)} s`;
const weight = ({ packages, megabytes }) => `${packages} packages, ${megabytes.toFixed(0)} MB`;
const head = [
  'blog',
  'node_modules',
  'of them in production',
  'install',
  'type-check',
  'build',
  'boot to ready',
];
const lines = rows.map((row) => [
  row.framework,
  weight(row),
  weight(row.production),
  s(row.install),
  s(row.typecheck),
  s(row.build),
  s(row.ready),
]);
const table = [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`);
process.stdout.write(`\n${table.join('\n')}\n`);
