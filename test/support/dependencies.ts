import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { installed, root } from './installed.js';

type Packages = Readonly<Record<string, string>>;

/** Packages that people add by hand, and that a test adds for them. */
export const byHand: Packages = { '@nestjs/event-emitter': '12.0.1', '@nestjs/schedule': '12.0.2' };

/** Where our own embedded databases keep it, in this folder. */
const keptDatabases = join(root, 'node_modules', '.cache', 'embedded-database');

/** node_modules with every package that a project can have. */
export function installedModules(): Promise<string> {
  const versions = JSON.parse(readFileSync(join(root, 'templates', 'versions', 'package.json'), 'utf8')) as {
    readonly dependencies: Packages;
  };
  const all = { ...versions, dependencies: { ...versions.dependencies, ...byHand } };
  return installed('modules', { 'package.json': JSON.stringify(all, null, 2) }, 'install');
}

/**
 * Gives a project the packages that its package.json names, and no others, as pnpm lays them out: links to what is installed, so that
 * one it uses and does not name is missing, as it would be on its user's machine.
 */
export async function linkDependencies(dir: string, { production = false } = {}): Promise<void> {
  const all = await installedModules();
  const own = join(dir, 'node_modules');
  const { dependencies = {}, devDependencies = {} } = manifestOf(dir) as Readonly<Record<string, Packages>>;
  const names = Object.keys(production ? dependencies : { ...dependencies, ...devDependencies });
  rmSync(own, { recursive: true, force: true });
  for (const folder of ['.bin', '.cache']) mkdirSync(join(own, folder), { recursive: true });
  // The empty database that the first project keeps is there for the others.
  mkdirSync(keptDatabases, { recursive: true });
  symlinkSync(keptDatabases, join(own, '.cache', 'embedded-database'), 'dir');
  for (const name of names.filter((each) => existsSync(join(all, each)))) {
    mkdirSync(dirname(join(own, name)), { recursive: true });
    symlinkSync(join(all, name), join(own, name), 'dir');
    for (const bin of binsOf(join(all, name), name)) {
      symlinkSync(join(all, '.bin', bin), join(own, '.bin', bin));
    }
  }
}

function binsOf(folder: string, name: string): readonly string[] {
  const { bin = {} } = manifestOf(folder) as { readonly bin?: string | Packages };
  return typeof bin === 'string' ? [name.slice(name.indexOf('/') + 1)] : Object.keys(bin);
}

const manifestOf = (dir: string): unknown => JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
