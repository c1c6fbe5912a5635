import { join } from 'node:path';
import { type Finished, run, type RunOptions } from './run.js';

/**
 * For the compiler. Each of several threads would check the types of the packages again, on cores that other tests use, and garbage is
 * collected less often. It finds the same, for a third of the work.
 */
export const frugal = { args: ['--singleThreaded'], env: { GOGC: '400' } } as const;

/** Runs a program of a project's node_modules to its end. */
export function tool(
  dir: string,
  name: string,
  args: readonly string[],
  env?: RunOptions['env'],
): Promise<Finished> {
  const more = name === 'tsc' ? frugal : { args: [], env: {} };
  const bin = join(dir, 'node_modules', '.bin', name);
  return run(bin, [...args, ...more.args], { cwd: dir, env: { ...more.env, ...env } });
}

/** Builds a project. Its types are not checked: that takes twice as long, and is the business of other tests. */
export async function build(dir: string): Promise<void> {
  const { code, stdout } = await tool(dir, 'tsc', ['-p', 'tsconfig.build.json', '--noCheck']);
  if (code !== 0) throw new Error(`The project in ${dir} does not build:\n${stdout}`);
}
