import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { locked } from './locked.js';
import { mustRun } from './run.js';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, '.cache');
const bin = join(root, 'dist', 'bin', 'create-plinth.js');

export interface Project {
  readonly dir: string;
  remove(): void;
}

/** A generated project on the disk, with its dependencies: `generate(['--preset', 'blog'])`. */
export async function generate(args: readonly string[], name = 'api'): Promise<Project> {
  await ensureBuilt();
  const modules = await installedModules();
  const parent = mkdtempSync(join(tmpdir(), 'plinth-'));
  const remove = removal(parent);
  try {
    await mustRun(process.execPath, [bin, name, ...args, '--no-install', '--no-git', '--yes'], {
      cwd: parent,
    });
    const dir = join(parent, name);
    symlinkSync(modules, join(dir, 'node_modules'), 'dir');
    return { dir, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** A copy of a generated project to change; it shares the dependencies. */
export function copyOf(project: Project): Project {
  const parent = mkdtempSync(join(tmpdir(), 'plinth-'));
  const dir = join(parent, 'api');
  cpSync(project.dir, dir, { recursive: true, verbatimSymlinks: true });
  return { dir, remove: removal(parent) };
}

const toRemove = new Set<string>();
process.once('exit', () => toRemove.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** Removes the folder, at the end of the process where nobody has before. */
function removal(folder: string): () => void {
  toRemove.add(folder);
  return () => {
    rmSync(folder, { recursive: true, force: true });
    toRemove.delete(folder);
  };
}

export async function ensureBuilt(): Promise<void> {
  if (existsSync(bin)) return;
  await locked(join(cache, 'build.lock'), async () => {
    if (!existsSync(bin)) await mustRun(process.execPath, ['scripts/build.mjs'], { cwd: root });
  });
}

/** node_modules with every package a project can have, installed once for each state of templates/versions. */
export async function installedModules(): Promise<string> {
  const versions = readFileSync(join(root, 'templates', 'versions', 'package.json'), 'utf8');
  const home = join(cache, 'modules', hash(versions));
  const modules = join(home, 'node_modules');
  if (existsSync(modules)) return modules;
  return locked(join(cache, 'modules.lock'), async () => {
    if (existsSync(modules)) return modules;
    const draft = `${home}.${process.pid}.draft`;
    mkdirSync(draft, { recursive: true });
    writeFileSync(join(draft, 'package.json'), versions);
    await mustRun('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: draft });
    renameSync(draft, home);
    return modules;
  });
}

/** The lock file that `npm install` makes of a project's package.json. */
export async function lockfileOf(project: Project): Promise<string> {
  const manifest = readFileSync(join(project.dir, 'package.json'), 'utf8');
  const file = join(cache, 'lockfiles', `${hash(manifest)}.json`);
  return locked(join(cache, 'lockfiles.lock'), async () => {
    if (existsSync(file)) return readFileSync(file, 'utf8');
    const home = mkdtempSync(join(tmpdir(), 'plinth-lock-'));
    try {
      writeFileSync(join(home, 'package.json'), manifest);
      const install = ['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'];
      await mustRun('npm', install, { cwd: home });
      const lock = readFileSync(join(home, 'package-lock.json'), 'utf8');
      mkdirSync(join(cache, 'lockfiles'), { recursive: true });
      writeFileSync(file, lock);
      return lock;
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
}

export const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
