import { spawn } from 'node:child_process';
import { hangMs } from './hang.js';

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  /** Added to the test's own environment, from which what would change a child's behaviour is taken out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs?: number;
}

const inherited = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'npm_config_cache', 'npm_config_registry'];

/** Only what a fresh shell has: variables of the test runner would reach the project. */
export function cleanEnvironment(extra: RunOptions['env'] = {}): Record<string, string> {
  const proxies = Object.keys(process.env).filter((name) => /proxy|_ca|certs?$|^npm_config/i.test(name));
  const names = [...new Set([...inherited, ...proxies])];
  const entries = [...names.map((name) => [name, process.env[name]] as const), ...Object.entries(extra)];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** Runs a program to its end. */
export function run(program: string, args: readonly string[], options: RunOptions): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: cleanEnvironment(options.env),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeoutMs ?? hangMs,
      killSignal: 'SIGKILL',
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** What tells most of a long output: how it began, and how it ended. */
const ends = (text: string): string =>
  text.length <= 8000 ? text : `${text.slice(0, 2000)}\n[…]\n${text.slice(-6000)}`;

/** As `run`, and an error with what it printed unless it exits with 0. */
export async function mustRun(
  program: string,
  args: readonly string[],
  options: RunOptions,
): Promise<Finished> {
  const finished = await run(program, args, options);
  if (finished.code === 0) return finished;
  const { code, stdout, stderr } = finished;
  throw new Error(ends(`${program} ${args.join(' ')} exited with ${code}:\n${stdout}\n${stderr}`));
}
