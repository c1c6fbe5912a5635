import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { cleanEnvironment } from './run.js';
import type { Project } from './generated.js';

export interface Service {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Everything it printed so far. */
  logs(): string;
  signal(name: NodeJS.Signals): void;
  /** How it ended: its exit code, or the signal's name. */
  readonly ended: Promise<number | string>;
  /** Ends it at once. In production mode it would take its second for balancers: who wants to see that, signals. */
  stop(): Promise<void>;
}

export interface BootOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** `production` runs what `npm run build` made; `dev` is `npm run dev`. */
  readonly mode?: 'production' | 'dev';
  readonly readyWithinMs?: number;
  /** What starts it instead, given the variables that `env` and the port make. */
  readonly command?: (env: Readonly<Record<string, string>>) => readonly [string, readonly string[]];
}

type Command = readonly [string, readonly string[]];

const commands: Readonly<Record<'production' | 'dev', (project: Project) => Command>> = {
  production: (project) => [process.execPath, startOf(project)],
  dev: () => ['npm', ['run', 'dev']],
};

/** What `npm start` gives node, without npm between us and the service. */
function startOf({ dir }: Project): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(`${dir}/package.json`, 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  return (scripts['start'] ?? '').split(' ').slice(1);
}

const definedOf = (env: NonNullable<BootOptions['env']>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );

let guardian: ChildProcess | undefined;

/** Sees to it that no group outlives this process, however it ends. */
export function guard(sign: '+' | '-', pid: number | undefined): void {
  if (pid === undefined) return;
  if (!guardian) {
    const program = fileURLToPath(new URL('guardian.mjs', import.meta.url));
    // Detached: an interruption of the test run is for it to outlast.
    guardian = spawn(process.execPath, [program], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    guardian.unref();
    if (guardian.stdin instanceof Socket) guardian.stdin.unref();
  }
  guardian.stdin?.write(`${sign}${pid}\n`);
}

/** Starts a project on a free port and waits for it to be ready. */
export async function boot(project: Project, options: BootOptions = {}): Promise<Service> {
  const service = await launch(project, options);
  try {
    await untilReady(service, options.readyWithinMs ?? 120_000);
    return service;
  } catch (error) {
    await service.stop();
    throw error;
  }
}

/** Starts a project and does not wait. */
export async function launch(project: Project, options: BootOptions = {}): Promise<Service> {
  const port = await freePort();
  const env = definedOf({ PORT: String(port), ...options.env });
  const [program, args] = options.command?.(env) ?? commands[options.mode ?? 'production'](project);
  const child = spawn(program, args, {
    cwd: project.dir,
    env: cleanEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  guard('+', child.pid);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const ended = new Promise<number | string>((resolve) =>
    child.once('close', (code, signal) => {
      guard('-', child.pid);
      resolve(code ?? signal ?? 'unknown');
    }),
  );
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    pid: child.pid ?? 0,
    logs: () => output,
    signal: (name) => void child.kill(name),
    ended,
    stop: async () => {
      killGroup(child);
      await ended;
    },
  };
}

async function untilReady(service: Service, withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs;
  const over = service.ended.then((how) => `It ended (${how}).`);
  while (Date.now() < deadline) {
    const state = await Promise.race([over, probe(service.url)]);
    if (state === 'ready') return;
    if (state !== 'not yet') throw new Error(`${state}\n${service.logs()}`);
    await delay(50);
  }
  throw new Error(`It was not ready within ${withinMs} ms.\n${service.logs()}`);
}

async function probe(url: string): Promise<string> {
  try {
    const { status } = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) });
    return status === 200 ? 'ready' : 'not yet';
  } catch {
    return 'not yet';
  }
}

/** npm does not pass signals on, so the whole group gets it. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return address.port;
}
