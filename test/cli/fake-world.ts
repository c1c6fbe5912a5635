import type { Interruption } from '../../src/ports/interruption.js';
import { Interrupted, type Prompts } from '../../src/ports/prompts.js';
import type { Ran, Shell } from '../../src/ports/shell.js';
import type { Terminal } from '../../src/ports/terminal.js';
import type { World } from '../../src/cli/world.js';
import { fakeBuiltIns } from './fake-parts.js';

export interface FakeWorld extends World {
  /** What was printed so far. */
  printed(): { stdout: string; stderr: string };
  /** The programs that were run. */
  readonly ran: string[];
  /** What each was given on top of the environment. */
  readonly environments: (Readonly<Record<string, string>> | undefined)[];
  /** The questions that were asked. */
  readonly asked: string[];
}

export interface FakeOptions {
  readonly cwd?: string;
  /** Answers in the order of the questions; a terminal is there exactly when they are given. `interrupt` is Ctrl-C. */
  readonly answers?: readonly (string | boolean | readonly string[] | typeof interrupt)[];
  /** How programs end, by the start of their command line. */
  readonly programs?: Readonly<Record<string, Partial<Ran>>>;
  readonly userAgent?: string;
  readonly epoch?: string;
  /** The programs that are there. */
  readonly installed?: readonly string[];
  /** Aborted as soon as a program is run. */
  readonly interruptTasks?: boolean;
}

export const interrupt = Symbol('Ctrl-C');

export function fakeWorld(options: FakeOptions = {}): FakeWorld {
  const {
    cwd = '/nowhere',
    answers,
    userAgent,
    programs = {},
    installed = ['npm', 'pnpm', 'yarn', 'bun', 'git'],
  } = options;
  const text = { stdout: '', stderr: '' };
  const ran: string[] = [];
  const environments: FakeWorld['environments'] = [];
  const asked: string[] = [];
  const controller = new AbortController();
  const interruption: Interruption = { guard: (work) => work(controller.signal) };
  const shell: Shell = {
    has: (program) => installed.includes(program),
    async run(argv, { env }) {
      ran.push(argv.join(' '));
      environments.push(env);
      if (options.interruptTasks === true) controller.abort();
      const start = Object.keys(programs).find((known) => argv.join(' ').startsWith(known));
      return { code: 0, tail: [], ...(start === undefined ? {} : programs[start]) };
    },
    // Without git.
    output: () => Promise.resolve(undefined),
  };
  return {
    terminal: fakeTerminal(text, answers !== undefined),
    prompts: fakePrompts([...(answers ?? [])], asked),
    shell,
    network: { connects: () => Promise.resolve('ECONNREFUSED'), isTaken: () => Promise.resolve(undefined) },
    machine: { nodeVersion: '22.13.0', node: 'node', env: {}, folderOf: () => undefined },
    interruption,
    builtIns: () => Promise.resolve(fakeBuiltIns),
    clock: () => new Date('2026-11-22T10:00:00Z'),
    cwd,
    userAgent,
    epoch: options.epoch,
    printed: () => ({ ...text }),
    ran,
    environments,
    asked,
  };
}

function fakeTerminal(text: { stdout: string; stderr: string }, interactive: boolean): Terminal {
  const output = (name: 'stdout' | 'stderr') => ({
    write: (more: string) => void (text[name] += more),
    isTTY: false,
    color: false,
  });
  return {
    stdout: output('stdout'),
    stderr: output('stderr'),
    stdinIsTTY: interactive,
    interactive,
    width: 80,
  };
}

function fakePrompts(answers: unknown[], asked: string[]): Prompts {
  const next = <T>(message: string): Promise<T> => {
    asked.push(message);
    if (answers.length === 0) throw new Error(`No answer is left for "${message}".`);
    const answer = answers.shift();
    return answer === interrupt
      ? Promise.reject(new Interrupted('Interrupted.'))
      : Promise.resolve(answer as T);
  };
  return {
    async text({ message: broken, check }) {
      const message = broken.replace(/\s+/g, ' ');
      const answer = await next<string>(message);
      const problem = check?.(answer);
      if (problem !== undefined)
        throw new Error(`"${answer}" was refused at "${message}": ${problem.replace(/\s+/g, ' ')}`);
      return answer;
    },
    confirm: ({ message }) => next(message),
    async choice({ message, choices }) {
      const answer = await next<string>(message);
      const found = choices.find(({ value }) => value === answer);
      if (found === undefined) throw new Error(`"${answer}" is not offered.`);
      if (found.disabled !== undefined) throw new Error(`"${answer}" is not offered: ${found.disabled}.`);
      return answer;
    },
    async choices({ message, check }) {
      const answer = await next<readonly string[]>(message);
      const problem = check?.(answer);
      if (problem !== undefined)
        throw new Error(`"${answer.join()}" was refused at "${message}": ${problem.replace(/\s+/g, ' ')}`);
      return answer;
    },
  };
}
