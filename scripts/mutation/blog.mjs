import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const here = fileURLToPath(new URL('.', import.meta.url));
const bin = join(root, 'dist', 'bin', 'create-plinth.js');
const install = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];

const npm = (args, cwd) => execFileSync('npm', args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });

/** A generated blog with its dependencies, and the configuration its tests run with under Stryker. */
export function createBlog(parent) {
  const create = [bin, 'blog', '--preset', 'blog', '--no-install', '--no-git', '--yes'];
  execFileSync(process.execPath, create, { cwd: parent, stdio: ['ignore', 'ignore', 'inherit'] });
  const dir = join(parent, 'blog');
  npm(['install', ...install], dir);
  copyFileSync(join(here, 'vitest.config.mjs'), join(dir, 'vitest.mutation.config.mjs'));
  return dir;
}

/** node_modules with Stryker, installed once for each state of its lock file. */
export function strykerModules() {
  const lock = readFileSync(join(here, 'tools', 'package-lock.json'));
  const home = join(root, '.cache', 'mutation', createHash('sha256').update(lock).digest('hex').slice(0, 16));
  const modules = join(home, 'node_modules');
  if (existsSync(modules)) return modules;
  const draft = `${home}.${process.pid}.draft`;
  mkdirSync(draft, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(join(here, 'tools', file), join(draft, file));
  npm(['ci', ...install], draft);
  renameSync(draft, home);
  return modules;
}
