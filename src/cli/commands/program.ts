import { Argument, Command } from 'commander';
import type { PlinthFeature } from '../../roles/tools.js';
import type { CommandRow, Input } from './command.js';
import type { Result } from '../output/result.js';
import { createRow, plinthRows } from './rows.js';
import type { Bin } from '../start.js';
import { version } from '../../package.js';
import { UsageError } from '../../core/errors.js';
import { quote } from '../../resource/wording.js';
import { asking } from '../prompts/asking.js';
import { globalsOf, globalOptions } from './globals.js';
import { wrapped } from '../output/wrap.js';
import type { Session, World } from '../world.js';

/** The commands, ready to parse a command line, and what the one that ran answered. */
export interface CommandTable {
  readonly program: Command;
  result(): Result | undefined;
}

/** Builds the table. Features are scanned only where a command line can name one or their questions. */
export async function commandTable(bin: Bin, words: readonly string[], world: World): Promise<CommandTable> {
  return buildTable(bin, needsFeatures(bin, words) ? await (await world.builtIns()).features() : [], world);
}

export function buildTable(bin: Bin, features: readonly PlinthFeature[], world: World): CommandTable {
  let result: Result | undefined;
  const run = (row: CommandRow) => async (input: Input, command: Command) => {
    const { handler } = await row.load();
    result = await handler(sessionOf(command, world), input);
  };
  const program = prepared(new Command(bin), world);
  addGlobals(program);
  if (bin === 'create-plinth') fill(program, createRow(features), run, world);
  else addRows(program, plinthRows(features), run, world);
  return { program, result: () => result };
}

const featureless = [
  ['add', 'resource'],
  ['add', 'field'],
  ['add', 'index'],
  ['add', 'check'],
  ['add', 'action'],
  ['change'],
  ['rename'],
  ['remove'],
  ['info'],
  ['check'],
  ['doctor'],
  ['apply'],
  ['spec'],
  ['history'],
  ['undo'],
];

function needsFeatures(bin: Bin, words: readonly string[]): boolean {
  if (bin === 'create-plinth' || words.includes('--help') || words.includes('-h')) return true;
  return !featureless.some((path) => path.every((word, index) => words[index] === word));
}

const help = ['help [command]', 'Show the help of a command'] as const;

type Run = (row: CommandRow) => (input: Input, command: Command) => Promise<void>;

function addRows(program: Command, rows: readonly CommandRow[], run: Run, world: World): void {
  program
    .description('Generates complete TypeScript backends and adds resources and features to them.')
    .helpCommand(...help);
  for (const row of rows) {
    const [first, second] = row.path;
    const parent = second === undefined ? program : groupOf(program, first, world);
    const command = prepared(new Command(second ?? first), world);
    fill(command, row, run, world);
    parent.addCommand(command);
  }
}

/** What the commands of one word do. */
const groups: Readonly<Record<string, string>> = {
  add: 'Add to an existing project',
  change: 'Change a part of an existing project',
  rename: 'Rename a part of an existing project',
  remove: 'Remove a part of an existing project',
};

function groupOf(program: Command, name: string, world: World): Command {
  const found = program.commands.find((command) => command.name() === name);
  if (found !== undefined) return found;
  const group = prepared(new Command(name), world)
    .description(groups[name] ?? '')
    .helpCommand(...help);
  program.addCommand(group);
  return group;
}

function prepared(command: Command, { terminal }: World): Command {
  return (
    command
      .exitOverride()
      .configureOutput({
        writeOut: (text) => terminal.stdout.write(text),
        // Its complaints are thrown as well, and printed in our form.
        writeErr: () => {},
        getOutHasColors: () => terminal.stdout.color,
        getOutHelpWidth: () => terminal.width,
      })
      // Ours know what people try; by letters alone "rename" is near to "create".
      .showSuggestionAfterError(false)
      .configureHelp({ showGlobalOptions: true, minWidthToWrap: 12 })
      .helpOption('-h, --help', 'show this help')
  );
}

function fill(command: Command, row: CommandRow, run: Run, world: World): void {
  command.description(row.summary).allowExcessArguments(false);
  for (const [name, about, choices] of row.args) {
    const argument = new Argument(name, about);
    if (choices !== undefined) argument.argChoices = [...choices];
    command.addArgument(argument);
  }
  for (const option of row.options) command.addOption(option);
  if (row.teach !== undefined) command.addHelpText('after', () => `\n${row.teach?.(world.terminal.width)}`);
  command.addHelpText('after', `\nExamples:\n${row.examples.map((line) => `  $ ${line}`).join('\n')}`);
  command.action(async () => {
    await run(row)({ args: command.processedArgs, options: command.opts() }, command);
  });
}

/** The flags of every command. They may stand before or after the command's name. */
function addGlobals(program: Command): void {
  program.version(version(), '-V, --version', 'show the version');
  for (const option of globalOptions()) program.addOption(option);
}

function sessionOf(command: Command, world: World): Session {
  const globals = globalsOf(command.optsWithGlobals());
  const { terminal } = world;
  const introduce = () => void terminal.stderr.write(`${wrapped(introduction, terminal.width).join('\n')}\n`);
  const asks = terminal.interactive && !globals.yes && !globals.json;
  const somebody = asks ? asking(world, introduce) : undefined;
  const started = world.clock();
  const moment = momentOf(world, started);
  return { world, globals, prompts: somebody?.prompts, asking: somebody, started, moment };
}

/** As reproducible-builds.org defines it: what is not a whole number of seconds is an error. */
function momentOf({ epoch }: World, started: Date): Date {
  if (epoch === undefined || epoch === '') return started;
  if (/^\d{1,10}$/.test(epoch)) return new Date(Number(epoch) * 1000);
  throw new UsageError(
    `SOURCE_DATE_EPOCH is ${quote(epoch)}, which is not a number of seconds since 1970.`,
    'Set it to one, for example with: export SOURCE_DATE_EPOCH=$(git log -1 --pretty=%ct)',
  );
}

const introduction =
  'Nothing is written before the last answer. To skip the questions: --yes takes the defaults, --help lists a flag for each.';
