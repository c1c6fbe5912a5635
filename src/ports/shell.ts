import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Runs programs by argument array; no shell is involved. */
export interface Shell {
  /** Whether there is such a program, without running it. */
  has(program: string): boolean;
  run(argv: readonly [string, ...string[]], options: RunOptions): Promise<Ran>;
  /** What a program prints on its standard output, every byte of it as UTF-8; undefined where it fails or is not there. */
  output(argv: readonly [string, ...string[]], options: Pick<RunOptions, 'cwd'>): Promise<string | undefined>;
}

export interface RunOptions {
  readonly cwd: string;
  readonly signal?: AbortSignal;
  /** Every line the program prints, on either stream. */
  readonly onLine?: (line: string) => void;
  /** On top of this process's own environment. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Ran {
  /** 127 where there is no such program, 130 where the signal stopped it. */
  readonly code: number;
  /** The last lines it printed, oldest first. */
  readonly tail: readonly string[];
}

const tailLength = 20;
/** Characters. */
const MOST_OUTPUT = 32 * 1024 * 1024;

/** The real thing. execa costs 90 ms to load, so only a command that runs something pays for it. */
export const nodeShell: Shell = {
  has: (program) => onPath(program, process.env),

  async run([program, ...args], { cwd, signal, onLine, env }) {
    const { execa } = await import('execa');
    const child = execa(program, args, {
      cwd,
      all: true,
      buffer: false,
      reject: false,
      stdin: 'ignore',
      ...(env && { env }),
      ...(signal && { cancelSignal: signal }),
    });
    const tail: string[] = [];
    for await (const line of child.iterable({ from: 'all' })) {
      tail.push(line);
      if (tail.length > tailLength) tail.shift();
      onLine?.(line);
    }
    const result = await child;
    if (result.isCanceled) return { code: 130, tail };
    if (result.code === 'ENOENT') return { code: 127, tail: [`${program}: there is no such program`] };
    if (result.exitCode === undefined)
      return { code: 1, tail: [...tail, result.shortMessage ?? `${program} failed`] };
    return { code: result.exitCode, tail };
  },

  async output([program, ...args], { cwd }) {
    const { execa } = await import('execa');
    const { failed, stdout } = await execa(program, args, {
      cwd,
      reject: false,
      stdin: 'ignore',
      stderr: 'ignore',
      stripFinalNewline: false,
      maxBuffer: MOST_OUTPUT,
    });
    return failed ? undefined : stdout;
  },
};

/** Looks along PATH; on Windows a program has one of the endings of PATHEXT. */
export function onPath(program: string, env: NodeJS.ProcessEnv): boolean {
  const endings = process.platform === 'win32' ? (env['PATHEXT'] ?? '.EXE;.CMD;.BAT').split(';') : [''];
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.some((folder) => endings.some((ending) => isExecutable(join(folder, program + ending))));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
