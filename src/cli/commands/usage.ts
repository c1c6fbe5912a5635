import type { Command, CommanderError } from 'commander';
import { UsageError } from '../../core/errors.js';
import { helpLine, noSuchCommand, noSuchOption } from './no-such.js';
import type { Bin } from '../start.js';

/** Commander's own complaints in our form. */
export function usageError(error: CommanderError, bin: Bin, program: Command, words: readonly string[]) {
  const { command, path } = commandOf(program, words);
  const help = helpLine(bin, path);
  const named = /'(.*)'/s.exec(error.message)?.[1] ?? '';
  if (error.code === 'commander.help') return new UsageError('Missing subcommand.', help);
  if (error.code === 'commander.unknownCommand') {
    const known = command.commands.map((sub) => sub.name());
    return noSuchCommand(named, { group: path.at(-1) ?? '', known, help });
  }
  if (error.code === 'commander.unknownOption') return noSuchOption(named, optionsOf(command, program), help);
  const [first = ''] = error.message.replace(/^error: /, '').split('\n');
  return new UsageError(`${first.charAt(0).toUpperCase()}${first.slice(1).replace(/\.$/, '')}.`, help);
}

const optionsOf = (command: Command, program: Command): readonly string[] =>
  [...new Set([...command.options, ...program.options])].flatMap(({ long }) => long ?? []);

/** The command that a command line names: `add resource`, not the name of the resource. */
export function commandOf(
  program: Command,
  words: readonly string[],
): { readonly command: Command; readonly path: readonly string[] } {
  let command = program;
  const path: string[] = [];
  for (const word of words.filter((one) => !one.startsWith('-'))) {
    const next = command.commands.find((sub) => sub.name() === word);
    // A folder after --cwd, or the name of a resource.
    if (next === undefined) continue;
    command = next;
    path.push(word);
  }
  return { command, path };
}
