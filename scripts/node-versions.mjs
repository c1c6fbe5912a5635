// npm run test:node [-- 22 24]: creates the blog for each framework with other versions of Node, from the npm package `node`, and there
// runs its tests, builds it, boots it and stops it. For the hand: it downloads some 100 MB for each version.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { withBuiltService } from './built-service.mjs';
import { endAll } from './processes.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const versions = process.argv.length > 2 ? process.argv.slice(2) : ['20.19.0', '22', '24', '26'];
const frameworks = ['express', 'nest'];

/** A folder with the `node` of that version in `bin`. */
function install(version) {
  const home = mkdtempSync(join(tmpdir(), 'plinth-node-'));
  const npm = ['install', '--prefix', home, '--no-audit', '--no-fund', `node@${version}`];
  execFileSync('npm', npm, { stdio: ['ignore', 'ignore', 'inherit'] });
  return home;
}

/** Boots the built project and asks it to stop. */
function boots(cwd, node) {
  return withBuiltService(
    cwd,
    async (start) => {
      const service = await start();
      const how = await service.stop();
      if (how !== 0) throw new Error(`The service ended with ${how} after SIGTERM.`);
    },
    node,
  );
}

async function tried(framework, home) {
  const bin = join(home, 'node_modules', '.bin');
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH']}` };
  const run = (cwd, program, ...args) =>
    execFileSync(program, args, { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] });
  const cli = join(root, 'dist', 'bin', 'create-plinth.js');
  const options = ['--framework', framework, '--preset', 'blog', '--no-install', '--no-git', '--yes'];
  run(home, 'node', cli, framework, ...options);
  const cwd = join(home, framework);
  run(cwd, 'npm', 'install', '--no-audit', '--no-fund');
  run(cwd, 'npm', 'test');
  run(cwd, 'npm', 'run', 'build');
  run(cwd, 'node', 'scripts/create-env.mjs');
  await boots(cwd, join(bin, 'node'));
}

if (!existsSync(join(root, 'dist', 'bin'))) throw new Error('Run `npm run build` first.');
for (const version of versions) {
  const home = install(version);
  const node = join(home, 'node_modules', '.bin', 'node');
  const exact = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  for (const framework of frameworks) {
    const began = Date.now();
    try {
      await tried(framework, home);
      console.log(`${exact}  ${framework.padEnd(8)} passed, ${Math.round((Date.now() - began) / 1000)} s`);
    } catch (error) {
      await endAll();
      process.exitCode = 1;
      console.log(`${exact}  ${framework.padEnd(8)} FAILED: ${error.message}`);
    }
  }
  rmSync(home, { recursive: true, force: true });
}
