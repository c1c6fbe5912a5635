import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { locked } from './locked.js';
import { mustRun } from './run.js';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const cache = join(root, '.cache');

export const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** node_modules of these files (package.json, a lock file), installed by npm once for each state of them. */
export async function installed(
  name: string,
  files: Readonly<Record<string, string>>,
  command: 'install' | 'ci',
): Promise<string> {
  const home = join(cache, name, hash(Object.values(files).join('\0')));
  const modules = join(home, 'node_modules');
  if (existsSync(modules)) return modules;
  return locked(join(cache, `${name}.lock`), async () => {
    if (existsSync(modules)) return modules;
    process.stderr.write(`Installing the ${name} that the tests need, once...\n`);
    const draft = `${home}.${process.pid}.draft`;
    mkdirSync(draft, { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(draft, file), text);
    await mustRun('npm', [command, '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: draft });
    renameSync(draft, home);
    return modules;
  });
}
