import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linkDependencies } from './dependencies.js';
import { inFolder } from './in-folder.js';
import { cache, hash, root } from './installed.js';
import { locked } from './locked.js';
import { mustRun } from './run.js';

const bin = join(root, 'dist', 'bin', 'create-plinth.js');

export interface Project {
  readonly dir: string;
  remove(): void;
}

/** A generated project on the disk, with its dependencies: `generate(['--preset', 'blog'])`. */
export async function generate(args: readonly string[], name = 'api'): Promise<Project> {
  await ensureBuilt();
  const parent = mkdtempSync(join(tmpdir(), 'plinth-'));
  const remove = removal(parent);
  try {
    await mustRun(process.execPath, [bin, name, ...args, '--no-install', '--no-git', '--yes'], {
      cwd: parent,
    });
    const dir = join(parent, name);
    await linkDependencies(dir);
    return { dir, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** A copy of a generated project to change; it shares the packages. */
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

/** The lock file that `npm install` makes of a project's package.json. */
export async function lockfileOf(project: Project): Promise<string> {
  const manifest = readFileSync(join(project.dir, 'package.json'), 'utf8');
  const file = join(cache, 'lockfiles', `${hash(manifest)}.json`);
  return locked(join(cache, 'lockfiles.lock'), async () => {
    if (existsSync(file)) return readFileSync(file, 'utf8');
    const lock = await inFolder([['package.json', manifest]], async (home) => {
      const install = ['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'];
      await mustRun('npm', install, { cwd: home });
      return readFileSync(join(home, 'package-lock.json'), 'utf8');
    });
    mkdirSync(join(cache, 'lockfiles'), { recursive: true });
    writeFileSync(file, lock);
    return lock;
  });
}
