import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { hash, root } from './generated.js';
import { locked } from './locked.js';
import { type Finished, mustRun, run } from './run.js';

const source = join(root, 'test', 'oracles');
const cache = join(root, '.cache');

/** node_modules with the tools of test/oracles, installed once for each state of its lock file. */
async function oracleModules(): Promise<string> {
  const home = join(cache, 'oracles', hash(readFileSync(join(source, 'package-lock.json'), 'utf8')));
  const modules = join(home, 'node_modules');
  if (existsSync(modules)) return modules;
  return locked(join(cache, 'oracles.lock'), async () => {
    if (existsSync(modules)) return modules;
    const draft = `${home}.${process.pid}.draft`;
    mkdirSync(draft, { recursive: true });
    for (const file of ['package.json', 'package-lock.json'])
      copyFileSync(join(source, file), join(draft, file));
    await mustRun('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: draft });
    renameSync(draft, home);
    return modules;
  });
}

/** Runs a tool of test/oracles in a project's folder. */
export async function runOracle(
  name: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Finished> {
  return run(join(await oracleModules(), '.bin', name), args, options);
}

/** A package of test/oracles; loaded late, for they are slow. */
export async function loadOracle<T>(name: string): Promise<T> {
  return createRequire(join(await oracleModules(), 'oracle.cjs'))(name) as T;
}

/** A file of test/oracles, such as a tool's configuration. */
export const oracleFile = (name: string): string => join(source, name);
