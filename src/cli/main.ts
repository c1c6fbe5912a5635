import type { Command, CommanderError } from 'commander';
import { nodeInterruption } from '../ports/interruption.js';
import { nodeMachine } from '../ports/machine.js';
import { nodeNetwork } from '../ports/network.js';
import { nodePrompts } from '../ports/prompts.js';
import { nodeShell } from '../ports/shell.js';
import { nodeTerminal } from '../ports/terminal.js';
import { failureOf, type Failure } from './output/failure.js';
import { paint } from './output/paint.js';
import type { ExitCode, Problem, Result } from './output/result.js';
import type { Bin } from './start.js';
import type { Globals, World } from './world.js';

/** Runs a command line against the real world. The only place that sets the exit code. */
export async function main(bin: Bin, words: readonly string[]): Promise<void> {
  const { globalsIn } = await import('./commands/globals.js');
  if (!globalsIn(words).color) forbidColor(process.env);
  process.exitCode = await run(bin, words, {
    terminal: nodeTerminal(),
    prompts: nodePrompts,
    shell: nodeShell,
    network: nodeNetwork,
    machine: nodeMachine,
    interruption: nodeInterruption,
    builtIns: async () => (await import('./planning/load-built-ins.js')).builtIns,
    clock: () => new Date(),
    cwd: process.cwd(),
    userAgent: process.env['npm_config_user_agent'],
    epoch: process.env['SOURCE_DATE_EPOCH'],
    annotates: process.env['GITHUB_ACTIONS'] === 'true',
  });
}

/** `--no-color` is NO_COLOR for this process, the prompts and every program it runs. */
function forbidColor(env: NodeJS.ProcessEnv): void {
  env['NO_COLOR'] = '1';
  delete env['FORCE_COLOR'];
}

/** Runs a command line and prints what came of it. Throws nothing. */
export async function run(bin: Bin, words: readonly string[], world: World): Promise<ExitCode> {
  const { commandTable } = await import('./commands/program.js');
  const { globalsIn } = await import('./commands/globals.js');
  const globals = globalsIn(words);
  const show: Show = { globals, world };
  let program: Command | undefined;
  try {
    const table = await commandTable(bin, words, world);
    program = table.program;
    // A bare `plinth` is a question, not a mistake.
    const parsed = bin === 'plinth' && words.length === 0 ? ['--help'] : [...words];
    await program.parseAsync(parsed, { from: 'user' });
    const ended = table.result();
    return ended === undefined ? 0 : await present(ended, show);
  } catch (error) {
    if (isCommander(error) && error.exitCode === 0) return 0;
    const { commandOf, usageError } = await import('./commands/usage.js');
    const cause = isCommander(error) && program ? usageError(error, bin, program, words) : error;
    const command = program === undefined ? [] : commandOf(program, words).path;
    return presentFailure(failureOf(cause), bin === 'create-plinth' ? 'create' : command.join(' '), show);
  }
}

interface Show {
  readonly globals: Globals;
  readonly world: World;
}

async function present(result: Result, { globals, world: { terminal } }: Show): Promise<ExitCode> {
  if (globals.json) {
    const { document } = await import('./output/document.js');
    terminal.stdout.write(document(result, globals.dryRun));
    return result.exitCode;
  }
  if (!globals.quiet || result.always === true) terminal.stdout.write(result.text);
  if (result.problem !== undefined) await printProblem(result.problem, terminal);
  return result.exitCode;
}

async function presentFailure(
  failure: Failure,
  command: string,
  { globals, world }: Show,
): Promise<ExitCode> {
  const { terminal } = world;
  const { exitCode, stack, ...problem } = failure;
  if (globals.json) {
    const { document } = await import('./output/document.js');
    terminal.stdout.write(document({ command, exitCode, text: '', problem }, globals.dryRun));
    return exitCode;
  }
  await printProblem(problem, terminal);
  if (globals.verbose && stack !== undefined) terminal.stderr.write(`${stack}\n`);
  return exitCode;
}

async function printProblem(problem: Problem, { stderr, width }: World['terminal']): Promise<void> {
  const { problemText } = await import('./output/report.js');
  stderr.write(problemText(problem, paint(stderr.color), stderr.isTTY ? width : undefined));
}

const isCommander = (error: unknown): error is CommanderError =>
  error instanceof Error &&
  'exitCode' in error &&
  String((error as { code?: unknown }).code).startsWith('commander.');
