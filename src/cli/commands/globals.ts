import { Command, Option } from 'commander';
import type { Globals } from '../world.js';

/** The flags of every command. */
export const globalOptions = (): readonly Option[] => [
  new Option('--dry-run', 'show what would change, write nothing'),
  new Option('--json', 'print one JSON document on stdout'),
  new Option('-y, --yes', 'never prompt; use the defaults'),
  new Option('--strict', 'fail before writing if a manual step would be left'),
  new Option('-q, --quiet', 'suppress summary and progress'),
  new Option('--verbose', 'show the stack trace of an unexpected error'),
  new Option('--no-color', 'print without colors, as with NO_COLOR=1'),
  new Option('--cwd <dir>', 'run as if started in this folder'),
];

/** The flags as commander parsed them. */
export const globalsOf = (options: Partial<Globals>): Globals => ({
  dryRun: options.dryRun === true,
  json: options.json === true,
  yes: options.yes === true,
  strict: options.strict === true,
  quiet: options.quiet === true,
  verbose: options.verbose === true,
  color: options.color !== false,
  cwd: options.cwd ?? '.',
});

/** The flags of a command line that may be wrong in another place: how to say so depends on them. */
export function globalsIn(words: readonly string[]): Globals {
  const command = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  for (const option of globalOptions()) command.addOption(option);
  try {
    command.parseOptions([...words]);
  } catch {
    // A flag that lacks its value; the others were read.
  }
  return globalsOf(command.opts());
}
