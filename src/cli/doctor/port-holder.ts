import type { Ran } from '../../ports/shell.js';
import { asked, type Setup } from './setup.js';

/** The process that listens on a port. */
export interface Holder {
  readonly pid: number;
  readonly program: string;
  /** Where it runs; undefined where nobody says so. */
  readonly folder: string | undefined;
}

/** Undefined where no program that could tell is there, or where it may not. */
export async function holderOf(port: number, setup: Setup): Promise<Holder | undefined> {
  const { shell, disk, machine } = setup;
  const run = (argv: readonly [string, ...string[]]): Promise<Ran> => asked(shell, argv, disk.root);
  if (shell.has('lsof')) {
    const { tail } = await run(['lsof', '-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc']);
    const pid = Number(fieldOf(tail, 'p'));
    if (!(pid > 0)) return undefined;
    const folder =
      machine.folderOf(pid) ??
      fieldOf((await run(['lsof', '-a', '-p', `${pid}`, '-d', 'cwd', '-Fn'])).tail, 'n');
    return { pid, program: fieldOf(tail, 'c') ?? 'a program', folder };
  }
  if (!shell.has('ss')) return undefined;
  const { tail } = await run(['ss', '-ltnpH', `sport = :${port}`]);
  const [, program, pid] = /users:\(\("([^"]+)",pid=(\d+)/.exec(tail.join('\n')) ?? [];
  if (program === undefined) return undefined;
  return { pid: Number(pid), program, folder: machine.folderOf(Number(pid)) };
}

/** `lsof -F` prints a field a line, its letter first. */
const fieldOf = (lines: readonly string[], letter: string): string | undefined =>
  lines.find((line) => line.startsWith(letter))?.slice(1);
