import { Argument, Command, Option } from 'commander';
import type { PlinthFeature } from '../roles/tools.js';
import type { CommandRow, Input } from './command.js';
import type { Result } from './result.js';
import { createRow, plinthRows } from './rows.js';
import type { Bin } from './start.js';
import { version } from '../package.js';
import type { Globals, Session, World } from './world.js';

/** The commands, ready to parse a command line, and what the one that ran answered. */
export interface CommandTable {
  readonly program: Command;
  result(): Result | undefined;
}

/** Builds the table. Features are scanned only where a command line can name one or their questions. */
export async function commandTable(bin: Bin, words: readonly string[], world: World): Promise<CommandTable> {
  return buildTable(bin, needsFeatures(bin, words) ? await (await world.stock()).features() : [], world);
}

export function buildTable(bin: Bin, features: readonly PlinthFeature[], world: World): CommandTable {
  let result: Result | undefined;
  const run = (row: CommandRow) => async (input: Input, command: Command) => {
    const { handler } = await row.load();
    result = await handler(sessionOf(command, world), input);
  };
  const program = prepared(new Command(bin), world);
  addGlobals(program);
  if (bin === 'create-plinth') fill(program, createRow(features), run);
  else addRows(program, plinthRows(features), run, world);
  return { program, result: () => result };
}

const featureless = [['add', 'resource'], ['info']];

function needsFeatures(bin: Bin, words: readonly string[]): boolean {
  if (bin === 'create-plinth' || words.includes('--help') || words.includes('-h')) return true;
  return !featureless.some((path) => path.every((word, index) => words[index] === word));
}

type Run = (row: CommandRow) => (input: Input, command: Command) => Promise<void>;

function addRows(program: Command, rows: readonly CommandRow[], run: Run, world: World): void {
  program.description('Creates complete backend projects and keeps helping after the first day.');
  for (const row of rows) {
    const [first, second] = row.path;
    const parent = second === undefined ? program : groupOf(program, first, world);
    const command = prepared(new Command(second ?? first), world);
    fill(command, row, run);
    parent.addCommand(command);
  }
}

function groupOf(program: Command, name: string, world: World): Command {
  const found = program.commands.find((command) => command.name() === name);
  if (found !== undefined) return found;
  const group = prepared(new Command(name), world).description('Add to an existing project');
  program.addCommand(group);
  return group;
}

function prepared(command: Command, { terminal }: World): Command {
  return command
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      // Its complaints are thrown as well, and printed in our form.
      writeErr: () => {},
      getOutHasColors: () => terminal.stdout.color,
    })
    .configureHelp({ showGlobalOptions: true })
    .helpOption('-h, --help', 'show this help');
}

function fill(command: Command, row: CommandRow, run: Run): void {
  command.description(row.summary).allowExcessArguments(false);
  for (const [name, about, choices] of row.args) {
    const argument = new Argument(name, about);
    if (choices !== undefined) argument.argChoices = [...choices];
    command.addArgument(argument);
  }
  for (const option of row.options) command.addOption(option);
  command.addHelpText('after', `\nExamples:\n${row.examples.map((line) => `  $ ${line}`).join('\n')}`);
  command.action(async () => {
    await run(row)({ args: command.processedArgs, options: command.opts() }, command);
  });
}

/** The flags of every command. They may stand before or after the command's name. */
function addGlobals(program: Command): void {
  program
    .version(version(), '-V, --version', 'show the version')
    .addOption(new Option('--dry-run', 'show the diff, write nothing'))
    .addOption(new Option('--json', 'one JSON document on stdout'))
    .addOption(new Option('-y, --yes', 'ask nothing: take the defaults'))
    .addOption(new Option('--strict', 'refuse what would leave a manual step'))
    .addOption(new Option('-q, --quiet', 'no summary and no progress'))
    .addOption(new Option('--verbose', 'show the stack of an unexpected error'))
    .addOption(new Option('--cwd <dir>', 'run as if started there'));
}

function sessionOf(command: Command, world: World): Session {
  const options = command.optsWithGlobals<Partial<Globals>>();
  const globals: Globals = {
    dryRun: options.dryRun === true,
    json: options.json === true,
    yes: options.yes === true,
    strict: options.strict === true,
    quiet: options.quiet === true,
    verbose: options.verbose === true,
    cwd: options.cwd ?? '.',
  };
  const asks = world.terminal.interactive && !globals.yes && !globals.json;
  return { world, globals, prompts: asks ? world.prompts : undefined, started: world.clock() };
}
