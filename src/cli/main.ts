import type { CommanderError } from 'commander';
import { nodeInterruption } from '../ports/interruption.js';
import { nodePrompts } from '../ports/prompts.js';
import { nodeShell } from '../ports/shell.js';
import { nodeTerminal } from '../ports/terminal.js';
import { failureOf, type Failure } from './failure.js';
import { paint } from './paint.js';
import type { ExitCode, Result } from './result.js';
import type { Bin } from './start.js';
import { usageFailure } from './usage.js';
import type { World } from './world.js';

/** Runs a command line against the real world. The only place that sets the exit code. */
export async function main(bin: Bin, words: readonly string[]): Promise<void> {
  process.exitCode = await run(bin, words, {
    terminal: nodeTerminal(),
    prompts: nodePrompts,
    shell: nodeShell,
    interruption: nodeInterruption,
    stock: async () => (await import('./kit.js')).stock,
    clock: () => new Date(),
    cwd: process.cwd(),
    userAgent: process.env['npm_config_user_agent'],
  });
}

/** Runs a command line and prints what came of it. Throws nothing. */
export async function run(bin: Bin, words: readonly string[], world: World): Promise<ExitCode> {
  const json = words.includes('--json');
  try {
    const { commandTable } = await import('./program.js');
    const { program, result } = await commandTable(bin, words, world);
    // A bare `plinth` is a question, not a mistake.
    const parsed = bin === 'plinth' && words.length === 0 ? ['--help'] : [...words];
    await program.parseAsync(parsed, { from: 'user' });
    const ended = result();
    return ended === undefined ? 0 : await present(ended, words, world);
  } catch (error) {
    if (isCommander(error) && error.exitCode === 0) return 0;
    const failure = isCommander(error) ? usageFailure(error, bin, words) : failureOf(error);
    return json
      ? presentFailureAsJson(failure, words, world)
      : presentFailure(failure, words.includes('--verbose'), world);
  }
}

async function present(result: Result, words: readonly string[], { terminal }: World): Promise<ExitCode> {
  if (words.includes('--json')) {
    const { document } = await import('./report.js');
    terminal.stdout.write(document(result, words.includes('--dry-run')));
    return result.exitCode;
  }
  const quiet = words.includes('--quiet') || words.includes('-q');
  if (!quiet || result.always === true) terminal.stdout.write(result.text);
  if (result.problem !== undefined) {
    const { problemText } = await import('./report.js');
    terminal.stderr.write(problemText(result.problem, paint(terminal.stderr.color)));
  }
  return result.exitCode;
}

async function presentFailure(failure: Failure, verbose: boolean, { terminal }: World): Promise<ExitCode> {
  const { problemText } = await import('./report.js');
  terminal.stderr.write(problemText(failure, paint(terminal.stderr.color)));
  if (verbose && failure.stack !== undefined) terminal.stderr.write(`${failure.stack}\n`);
  return failure.exitCode;
}

async function presentFailureAsJson(
  { message, remedy, exitCode }: Failure,
  words: readonly string[],
  { terminal }: World,
): Promise<ExitCode> {
  const { document } = await import('./report.js');
  const command = words
    .filter((word) => !word.startsWith('-'))
    .slice(0, 2)
    .join(' ');
  const failed = { command, exitCode, text: '', problem: { message, remedy } };
  terminal.stdout.write(document(failed, words.includes('--dry-run')));
  return exitCode;
}

const isCommander = (error: unknown): error is CommanderError =>
  error instanceof Error &&
  'exitCode' in error &&
  String((error as { code?: unknown }).code).startsWith('commander.');
