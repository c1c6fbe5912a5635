import { cpSync, existsSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import process from 'node:process';
import { linkDependencies } from '../../support/dependencies.js';
import type { Project } from '../../support/generated.js';
import { barSuite } from '../suite.js';

const notCopied = new Set(['node_modules', 'dist', 'coverage', '.data', '.git', '.env']);

/** A copy, which checks may build, break and start as they like; it shares the dependencies. */
async function copyOfFolder(folder: string): Promise<Project> {
  const parent = mkdtempSync(join(tmpdir(), 'plinth-bar-'));
  const dir = join(parent, 'api');
  cpSync(folder, dir, { recursive: true, filter: (path) => !notCopied.has(basename(path)) });
  const own = join(folder, 'node_modules');
  if (existsSync(own)) symlinkSync(realpathSync(own), join(dir, 'node_modules'), 'dir');
  else await linkDependencies(dir);
  return { dir, remove: () => rmSync(parent, { recursive: true, force: true }) };
}

// From scripts/bar.mjs.
const { folder, args } = JSON.parse(process.env['PLINTH_BAR'] ?? '{}') as {
  readonly folder?: string;
  readonly args?: readonly string[];
};
if (folder !== undefined) barSuite(folder, () => copyOfFolder(folder));
else barSuite(args?.join(' ') ?? '', args ?? []);
