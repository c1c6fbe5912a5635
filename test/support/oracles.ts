import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { installed, root } from './installed.js';
import { type Finished, run } from './run.js';

const source = join(root, 'test', 'oracles');

/** node_modules with the tools of test/oracles. */
export function oracleModules(): Promise<string> {
  const files = ['package.json', 'package-lock.json'];
  const texts = files.map((file) => [file, readFileSync(join(source, file), 'utf8')] as const);
  return installed('oracles', Object.fromEntries(texts), 'ci');
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
